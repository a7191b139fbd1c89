CREATE TABLE `case_requests` (
	`case_id` text NOT NULL,
	`ord` integer NOT NULL,
	`missing` text NOT NULL,
	`note` text NOT NULL,
	`asked_at` integer NOT NULL,
	`asked_by` text NOT NULL,
	`answer_due_at` integer NOT NULL,
	`rule_by_before_at` integer NOT NULL,
	`complete` text NOT NULL,
	PRIMARY KEY(`case_id`, `ord`),
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `cases` ADD `dismissed_at` integer;--> statement-breakpoint
ALTER TABLE `cases` ADD `dismissed_by` text;--> statement-breakpoint
ALTER TABLE `cases` ADD `dismissed_reason` text;--> statement-breakpoint
CREATE VIEW `blind_claims` AS SELECT k.registration_id, c.id AS case_id, c.number FROM cases c JOIN case_claims k ON k.case_id = c.id WHERE c.state = 'open' AND k.registration_id IS NOT NULL;--> statement-breakpoint
UPDATE `registrations` SET programme_minor = NULL, search_text = substr(search_text, 1, instr(search_text, lower(replace(number, '-', ' '))) + length(number) - 1) WHERE id IN (SELECT registration_id FROM blind_claims) AND instr(search_text, lower(replace(number, '-', ' '))) > 0;
