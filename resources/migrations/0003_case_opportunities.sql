CREATE TABLE `case_opportunities` (
	`case_id` text NOT NULL,
	`ord` integer NOT NULL,
	`opportunity_id` text NOT NULL,
	PRIMARY KEY(`case_id`, `ord`),
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
