CREATE TRIGGER accruals_no_update BEFORE UPDATE ON accruals
BEGIN SELECT RAISE(ABORT, 'accruals are append-only: what is taken back is a row of its own'); END;
--> statement-breakpoint
CREATE TRIGGER accruals_no_delete BEFORE DELETE ON accruals
BEGIN SELECT RAISE(ABORT, 'accruals are append-only: what is taken back is a row of its own'); END;
