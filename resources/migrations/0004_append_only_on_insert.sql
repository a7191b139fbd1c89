CREATE TRIGGER journal_entries_no_replace BEFORE INSERT ON journal_entries
WHEN EXISTS (SELECT 1 FROM journal_entries WHERE seq = NEW.seq OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the journal is append-only: an entry cannot be replaced'); END;
--> statement-breakpoint
CREATE TRIGGER journal_inputs_no_replace BEFORE INSERT ON journal_inputs
WHEN EXISTS (SELECT 1 FROM journal_inputs WHERE hash = NEW.hash OR rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'the input of an entry can be erased, not replaced'); END;
--> statement-breakpoint
CREATE TRIGGER accruals_no_replace BEFORE INSERT ON accruals
WHEN EXISTS (SELECT 1 FROM accruals WHERE id = NEW.id OR rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'accruals are append-only: what is taken back is a row of its own'); END;
