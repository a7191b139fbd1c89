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
