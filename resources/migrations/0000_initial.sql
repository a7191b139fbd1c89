CREATE TABLE `accounts` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`domain` text,
	`country` text,
	`region` text,
	`city` text,
	`address` text,
	`postcode` text,
	`phone` text,
	`tax_id` text,
	`sector` text,
	`employees` integer,
	`owner` text,
	`parent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `accounts_key_unique` ON `accounts` (`key`);--> statement-breakpoint
CREATE INDEX `accounts_by_name` ON `accounts` (`name_key`);--> statement-breakpoint
CREATE TABLE `opportunities` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`account_id` text,
	`account_name` text,
	`product` text,
	`family_key` text,
	`status` text NOT NULL,
	`stage` text NOT NULL,
	`value_minor` integer,
	`currency` text,
	`owner` text,
	`region` text,
	`opened_on` text,
	`close_on` text,
	`last_activity_on` text,
	`partner_name` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `opportunities_key_unique` ON `opportunities` (`key`);--> statement-breakpoint
CREATE INDEX `opportunities_by_account` ON `opportunities` (`account_id`,`family_key`);--> statement-breakpoint
CREATE INDEX `opportunities_by_close` ON `opportunities` (`status`,`close_on`,`currency`,`value_minor`,`family_key`,`region`);--> statement-breakpoint
CREATE INDEX `opportunities_by_name` ON `opportunities` (name COLLATE NOCASE);--> statement-breakpoint
CREATE INDEX `opportunities_with_partner` ON `opportunities` (`partner_name`) WHERE partner_name IS NOT NULL;--> statement-breakpoint
CREATE TABLE `attribution_roles` (
	`opportunity_id` text NOT NULL,
	`ord` integer NOT NULL,
	`partner_id` text NOT NULL,
	`role` text NOT NULL,
	`share_bp` integer NOT NULL,
	PRIMARY KEY(`opportunity_id`, `ord`),
	FOREIGN KEY (`opportunity_id`) REFERENCES `attributions`(`opportunity_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `attribution_roles_by_partner` ON `attribution_roles` (`partner_id`);--> statement-breakpoint
CREATE TABLE `attributions` (
	`opportunity_id` text PRIMARY KEY NOT NULL,
	`origin` text NOT NULL,
	`registration_id` text,
	`because` text NOT NULL,
	`by_hand` integer NOT NULL,
	`set_by` text NOT NULL,
	`rests_on` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `links` (
	`registration_id` text NOT NULL,
	`opportunity_id` text NOT NULL,
	`state` text NOT NULL,
	`score` real NOT NULL,
	`words` text NOT NULL,
	`by_hand` integer NOT NULL,
	`by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL,
	PRIMARY KEY(`registration_id`, `opportunity_id`)
);
--> statement-breakpoint
CREATE INDEX `links_by_opportunity` ON `links` (`opportunity_id`);--> statement-breakpoint
CREATE INDEX `links_offered` ON `links` (`score`) WHERE state = 'offered';--> statement-breakpoint
CREATE TABLE `appeals` (
	`case_id` text PRIMARY KEY NOT NULL,
	`by_label` text NOT NULL,
	`grounds` text NOT NULL,
	`filed_at` integer NOT NULL,
	`answer_due_at` integer NOT NULL,
	`outcome` text,
	`reason` text,
	`decided_by` text,
	`decided_at` integer,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `case_claims` (
	`case_id` text NOT NULL,
	`label` text NOT NULL,
	`kind` text NOT NULL,
	`registration_id` text,
	`opportunity_id` text,
	PRIMARY KEY(`case_id`, `label`),
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`registration_id`) REFERENCES `registrations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `case_claims_by_registration` ON `case_claims` (`registration_id`);--> statement-breakpoint
CREATE TABLE `case_scores` (
	`case_id` text NOT NULL,
	`label` text NOT NULL,
	`criterion` text NOT NULL,
	`score` integer NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`case_id`, `label`, `criterion`),
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `cases` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`state` text NOT NULL,
	`customer` text NOT NULL,
	`account_id` text,
	`family` text,
	`family_key` text NOT NULL,
	`reason` text NOT NULL,
	`edition` integer NOT NULL,
	`opened_at` integer NOT NULL,
	`rule_by_at` integer NOT NULL,
	`sealed_at` integer,
	`sealed_by` text,
	`sealed_hash` text,
	`updated_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cases_number_unique` ON `cases` (`number`);--> statement-breakpoint
CREATE INDEX `cases_by_state` ON `cases` (`state`,`rule_by_at`);--> statement-breakpoint
CREATE TABLE `rulings` (
	`id` text PRIMARY KEY NOT NULL,
	`case_id` text NOT NULL,
	`ord` integer NOT NULL,
	`outcome` text NOT NULL,
	`winner` text,
	`runner_up` text,
	`clauses` text NOT NULL,
	`reason` text NOT NULL,
	`followed_recommendation` integer NOT NULL,
	`loser_gets` text NOT NULL,
	`by` text NOT NULL,
	`at` integer NOT NULL,
	`appeal_until_on` text NOT NULL,
	FOREIGN KEY (`case_id`) REFERENCES `cases`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `rulings_by_case` ON `rulings` (`case_id`,`ord`);--> statement-breakpoint
CREATE TABLE `accruals` (
	`id` text PRIMARY KEY NOT NULL,
	`partner_id` text NOT NULL,
	`opportunity_id` text NOT NULL,
	`registration_id` text,
	`rule` text NOT NULL,
	`rule_name` text NOT NULL,
	`edition` integer NOT NULL,
	`accrued_on` text NOT NULL,
	`quarter` text NOT NULL,
	`amount_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`reverses` text,
	`because` text NOT NULL,
	`steps` text NOT NULL,
	`figures` text NOT NULL,
	`facts_hash` text NOT NULL,
	`pay_by_on` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `accruals_by_partner` ON `accruals` (`partner_id`,`quarter`);--> statement-breakpoint
CREATE INDEX `accruals_by_opportunity` ON `accruals` (`opportunity_id`);--> statement-breakpoint
CREATE INDEX `accruals_by_quarter` ON `accruals` (`quarter`,`accrued_on`);--> statement-breakpoint
CREATE INDEX `accruals_by_reverses` ON `accruals` (`reverses`);--> statement-breakpoint
CREATE TABLE `batch_files` (
	`batch_id` text NOT NULL,
	`ord` integer NOT NULL,
	`file` text NOT NULL,
	`sheet` text,
	`hash` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`kind` text,
	`mapping` text,
	`counts` text NOT NULL,
	`as_of_on` text,
	`covered_from_on` text,
	PRIMARY KEY(`batch_id`, `ord`),
	FOREIGN KEY (`batch_id`) REFERENCES `batches`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `batch_files_by_kind` ON `batch_files` (`kind`,`as_of_on`);--> statement-breakpoint
CREATE TABLE `batches` (
	`id` text PRIMARY KEY NOT NULL,
	`state` text NOT NULL,
	`as_of_on` text NOT NULL,
	`counts` text NOT NULL,
	`committed_at` integer NOT NULL,
	`committed_by` text NOT NULL,
	`committed_seq` integer NOT NULL,
	`undone_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `batches_by_committed` ON `batches` (`committed_at`);--> statement-breakpoint
CREATE TABLE `journal_entries` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`at` integer NOT NULL,
	`actor` text NOT NULL,
	`verb` text NOT NULL,
	`subject` text,
	`subject_name` text,
	`words` text NOT NULL,
	`what` text NOT NULL,
	`edition` integer,
	`input_hash` text NOT NULL,
	`previous_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `journal_entries_id_unique` ON `journal_entries` (`id`);--> statement-breakpoint
CREATE INDEX `journal_entries_by_subject` ON `journal_entries` (`subject`,`seq`);--> statement-breakpoint
CREATE INDEX `journal_entries_by_verb` ON `journal_entries` (`verb`,`seq`);--> statement-breakpoint
CREATE TABLE `journal_inputs` (
	`hash` text PRIMARY KEY NOT NULL,
	`body` text
);
--> statement-breakpoint
CREATE TABLE `lineage` (
	`batch_id` text NOT NULL,
	`kind` text NOT NULL,
	`record_id` text NOT NULL,
	`file_ord` integer NOT NULL,
	`row` integer NOT NULL,
	`fate` text NOT NULL,
	`before` text,
	PRIMARY KEY(`record_id`, `batch_id`)
);
--> statement-breakpoint
CREATE INDEX `lineage_by_batch` ON `lineage` (`batch_id`,`kind`,`file_ord`,`row`);--> statement-breakpoint
CREATE TABLE `saved_mappings` (
	`signature` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`mapping` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `match_keys` (
	`key` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	PRIMARY KEY(`key`, `kind`, `subject`)
);
--> statement-breakpoint
CREATE INDEX `match_keys_by_subject` ON `match_keys` (`subject`);--> statement-breakpoint
CREATE TABLE `match_records` (
	`subject` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`norm_version` integer NOT NULL,
	`record` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `contacts` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`partner_id` text NOT NULL,
	`name` text NOT NULL,
	`title` text,
	`email` text,
	`phone` text,
	`certifications` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `contacts_key_unique` ON `contacts` (`key`);--> statement-breakpoint
CREATE INDEX `contacts_by_partner` ON `contacts` (`partner_id`);--> statement-breakpoint
CREATE TABLE `partners` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`name_key` text NOT NULL,
	`type` text,
	`tier` text,
	`stage` text NOT NULL,
	`country` text,
	`region` text,
	`city` text,
	`domain` text,
	`territories` text NOT NULL,
	`families` text NOT NULL,
	`verticals` text NOT NULL,
	`supporter` text,
	`signed_on` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `partners_key_unique` ON `partners` (`key`);--> statement-breakpoint
CREATE INDEX `partners_by_name` ON `partners` (`name_key`);--> statement-breakpoint
CREATE TABLE `family_names` (
	`key` text PRIMARY KEY NOT NULL,
	`family` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `products` (
	`id` text PRIMARY KEY NOT NULL,
	`key` text NOT NULL,
	`name` text NOT NULL,
	`family` text,
	`price_minor` integer,
	`currency` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `products_key_unique` ON `products` (`key`);--> statement-breakpoint
CREATE TABLE `programme_editions` (
	`edition` integer PRIMARY KEY NOT NULL,
	`from_on` text NOT NULL,
	`body` text NOT NULL,
	`note` text NOT NULL,
	`changed_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `decisions` (
	`id` text PRIMARY KEY NOT NULL,
	`registration_id` text NOT NULL,
	`verb` text NOT NULL,
	`before` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	`undone_at` integer,
	FOREIGN KEY (`registration_id`) REFERENCES `registrations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `decisions_by_registration` ON `decisions` (`registration_id`,`at`);--> statement-breakpoint
CREATE TABLE `findings` (
	`registration_id` text NOT NULL,
	`rule` text NOT NULL,
	`ord` integer NOT NULL,
	`grp` text NOT NULL,
	`title` text NOT NULL,
	`result` text NOT NULL,
	`words` text NOT NULL,
	`evidence` text NOT NULL,
	`as_of_on` text,
	PRIMARY KEY(`registration_id`, `rule`),
	FOREIGN KEY (`registration_id`) REFERENCES `registrations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `protection_extensions` (
	`protection_id` text NOT NULL,
	`ord` integer NOT NULL,
	`until_on` text NOT NULL,
	`evidence` text NOT NULL,
	`extended_on` text NOT NULL,
	`at` integer NOT NULL,
	`by` text NOT NULL,
	PRIMARY KEY(`protection_id`, `ord`),
	FOREIGN KEY (`protection_id`) REFERENCES `protections`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `protections` (
	`id` text PRIMARY KEY NOT NULL,
	`registration_id` text NOT NULL,
	`partner_id` text NOT NULL,
	`account_id` text,
	`family_key` text NOT NULL,
	`from_on` text NOT NULL,
	`until_on` text NOT NULL,
	`cap_on` text NOT NULL,
	`state` text NOT NULL,
	`ended_on` text,
	`because` text,
	`meeting_due_on` text NOT NULL,
	`meeting_lapse_on` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`revision` integer NOT NULL,
	FOREIGN KEY (`registration_id`) REFERENCES `registrations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `protections_by_end` ON `protections` (`state`,`until_on`);--> statement-breakpoint
CREATE INDEX `protections_by_meeting` ON `protections` (`state`,`meeting_due_on`);--> statement-breakpoint
CREATE INDEX `protections_by_registration` ON `protections` (`registration_id`);--> statement-breakpoint
CREATE INDEX `protections_by_account` ON `protections` (`account_id`,`family_key`);--> statement-breakpoint
CREATE TABLE `registration_evidence` (
	`registration_id` text NOT NULL,
	`ord` integer NOT NULL,
	`kind` text NOT NULL,
	`happened_on` text NOT NULL,
	`note` text NOT NULL,
	PRIMARY KEY(`registration_id`, `ord`),
	FOREIGN KEY (`registration_id`) REFERENCES `registrations`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `registrations` (
	`id` text PRIMARY KEY NOT NULL,
	`number` text NOT NULL,
	`partner_id` text NOT NULL,
	`type` text NOT NULL,
	`state` text NOT NULL,
	`close_kind` text,
	`closed_on` text,
	`provisional` integer NOT NULL,
	`customer_name` text NOT NULL,
	`customer` text NOT NULL,
	`country` text,
	`account_id` text,
	`site` text,
	`site_key` text NOT NULL,
	`family` text,
	`family_key` text NOT NULL,
	`value_minor` integer,
	`currency` text,
	`programme_minor` integer,
	`expected_close_on` text,
	`rest` text NOT NULL,
	`search_text` text NOT NULL,
	`content_hash` text NOT NULL,
	`received_at` integer NOT NULL,
	`received_on` text NOT NULL,
	`edition` integer NOT NULL,
	`decide_by_at` integer NOT NULL,
	`escalate_at` integer NOT NULL,
	`returned_at` integer,
	`answer_due_at` integer,
	`returned_hours` real NOT NULL,
	`returned_times` integer NOT NULL,
	`decided_at` integer,
	`decided_by` text,
	`took_hours` real,
	`decision_code` text,
	`decision_reason` text,
	`missing` text NOT NULL,
	`contested` integer NOT NULL,
	`fails` integer NOT NULL,
	`cannot_tell` integer NOT NULL,
	`rung` integer NOT NULL,
	`meeting_on` text,
	`candidates` text NOT NULL,
	`checked_at` integer NOT NULL,
	`checked_seq` integer NOT NULL,
	`updated_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL,
	`queue` integer NOT NULL,
	`clock_rank` integer NOT NULL,
	`clock_at` integer NOT NULL,
	FOREIGN KEY (`partner_id`) REFERENCES `partners`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`account_id`) REFERENCES `accounts`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `registrations_number_unique` ON `registrations` (`number`);--> statement-breakpoint
CREATE INDEX `registrations_by_clock` ON `registrations` (`state`,`decide_by_at`);--> statement-breakpoint
CREATE INDEX `registrations_by_account` ON `registrations` (`account_id`,`family_key`,`received_at`);--> statement-breakpoint
CREATE INDEX `registrations_by_partner` ON `registrations` (`partner_id`,`state`,`close_kind`,`received_at`,`queue`);--> statement-breakpoint
CREATE INDEX `registrations_by_speed` ON `registrations` (`partner_id`,`took_hours`);--> statement-breakpoint
CREATE INDEX `registrations_by_content` ON `registrations` (`content_hash`);--> statement-breakpoint
CREATE INDEX `registrations_by_decided` ON `registrations` (`decided_at`);--> statement-breakpoint
CREATE INDEX `registrations_provisional` ON `registrations` (`state`,`checked_seq`) WHERE provisional = 1;--> statement-breakpoint
CREATE INDEX `registrations_queue` ON `registrations` (`clock_rank`,`clock_at`,`queue`,`state`);--> statement-breakpoint
CREATE INDEX `registrations_by_received` ON `registrations` (`received_at`,`queue`,`state`,`clock_rank`,`clock_at`);--> statement-breakpoint
CREATE INDEX `registrations_by_number` ON `registrations` (`number`,`queue`,`state`);--> statement-breakpoint
CREATE INDEX `registrations_by_text` ON `registrations` (`search_text`,`queue`,`state`,`clock_rank`,`clock_at`,`received_at`,`programme_minor`,`number`);--> statement-breakpoint
CREATE INDEX `registrations_by_value` ON `registrations` (`programme_minor`,`queue`,`state`);--> statement-breakpoint
CREATE INDEX `registrations_by_family` ON `registrations` (`family_key`,`queue`,`state`,`clock_rank`,`clock_at`);--> statement-breakpoint
CREATE INDEX `registrations_counts` ON `registrations` (`queue`,`state`);--> statement-breakpoint
CREATE TABLE `commitments` (
	`id` text PRIMARY KEY NOT NULL,
	`review_id` text NOT NULL,
	`words` text NOT NULL,
	`side` text NOT NULL,
	`owner` text NOT NULL,
	`due_on` text NOT NULL,
	`measure` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`revision` integer NOT NULL,
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `commitments_by_due` ON `commitments` (`state`,`due_on`);--> statement-breakpoint
CREATE INDEX `commitments_by_review` ON `commitments` (`review_id`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`title` text NOT NULL,
	`partner_id` text,
	`from_on` text NOT NULL,
	`until_on` text NOT NULL,
	`as_of_on` text NOT NULL,
	`deck` text NOT NULL,
	`partner_deck` text,
	`head` text NOT NULL,
	`extracts` text NOT NULL,
	`sourced_minor` integer NOT NULL,
	`currency` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text NOT NULL,
	`revision` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `raw_files` (
	`hash` text PRIMARY KEY NOT NULL,
	`size_bytes` integer NOT NULL,
	`body` blob NOT NULL
);
--> statement-breakpoint
CREATE TABLE `workspace` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer NOT NULL
);

--> statement-breakpoint
CREATE TRIGGER journal_entries_no_update BEFORE UPDATE ON journal_entries
BEGIN SELECT RAISE(ABORT, 'the journal is append-only: an entry cannot be changed'); END;
--> statement-breakpoint
CREATE TRIGGER journal_entries_no_delete BEFORE DELETE ON journal_entries
BEGIN SELECT RAISE(ABORT, 'the journal is append-only: an entry cannot be deleted'); END;
--> statement-breakpoint
CREATE TRIGGER journal_inputs_no_update BEFORE UPDATE ON journal_inputs WHEN NEW.hash <> OLD.hash OR NEW.body IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the input of an entry can be erased, not changed'); END;
--> statement-breakpoint
CREATE TRIGGER journal_inputs_no_delete BEFORE DELETE ON journal_inputs
BEGIN SELECT RAISE(ABORT, 'the input of an entry can be erased, not deleted'); END;
