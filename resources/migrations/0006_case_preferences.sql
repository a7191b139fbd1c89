CREATE TABLE `case_preferences` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`label` text NOT NULL,
	`written_on` text NOT NULL,
	`written_by` text NOT NULL,
	`note` text NOT NULL,
	`after_seal` integer NOT NULL,
	`entered_at` integer NOT NULL,
	`entered_by` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `case_preferences_by_case` ON `case_preferences` (`case_id`,`written_on`);