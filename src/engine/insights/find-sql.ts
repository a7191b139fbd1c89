/**
 * The raw statements of the palette's search. Each kind is asked twice: for what begins with the words typed, by a range
 * of an index, and for what has a word that begins with them, by walking an index that holds the text; a row is read for
 * what is found alone. A walk over the names of 100 000 opportunities takes some 8 ms, over the table 23 (measured).
 */
export interface FindStatements {
  /** Values: `@typed`, `@typedEnd` (folded), `@written`, `@writtenEnd`, `@limit`. */
  readonly beginning: string;
  /** Values: `@pattern` (of folded words), `@like`, `@limit`. */
  readonly within: string;
}

const accounts = (where: string) => `
  SELECT a.id, a.name AS title, a.name_key AS key, concat_ws(', ', a.city, a.country, a.domain) AS words
  FROM accounts a WHERE a.rowid IN (SELECT rowid FROM accounts WHERE ${where} LIMIT @limit)`;

/** By `accounts_by_name`. */
export const accountStatements: FindStatements = {
  beginning: accounts('name_key >= @typed AND name_key < @typedEnd'),
  within: accounts("' ' || name_key GLOB @pattern"),
};

const partners = (where: string) => `
  SELECT p.id, p.name AS title, p.name_key AS key, concat_ws(', ', p.tier, p.city, p.country) AS words
  FROM partners p WHERE p.rowid IN (SELECT rowid FROM partners WHERE ${where} LIMIT @limit)`;

/** Partners are few: the table is read. */
export const partnerStatements: FindStatements = {
  beginning: partners("name_key >= @typed AND name_key < @typedEnd OR name LIKE @like || '%' ESCAPE '\\'"),
  within: partners("' ' || name_key GLOB @pattern OR ' ' || name LIKE '% ' || @like || '%' ESCAPE '\\'"),
};

const registrations = (where: string) => `
  SELECT r.id, r.customer_name AS title, r.search_text AS key,
    concat_ws(', ', r.number, coalesce('claimant in ' || b.number, p.name), r.family,
      CASE r.state WHEN 'closed' THEN r.close_kind ELSE r.state END) AS words
  FROM registrations r JOIN partners p ON p.id = r.partner_id LEFT JOIN blind_claims b ON b.registration_id = r.id
  WHERE r.rowid IN (SELECT rowid FROM registrations INDEXED BY registrations_by_text WHERE ${where} LIMIT @limit)`;

/** By `registrations_by_text`: customer first, then number, partner, family, domain. The text of one that claims in a blind case has no partner in it. */
export const registrationStatements: FindStatements = {
  beginning: registrations('search_text >= @typed AND search_text < @typedEnd'),
  within: registrations("' ' || search_text GLOB @pattern"),
};

const cases = (where: string) => `
  SELECT c.id, c.customer AS title, lower(c.number) AS key, concat_ws(', ', c.number, c.family, c.state) AS words
  FROM cases c WHERE ${where} ORDER BY c.opened_at DESC LIMIT @limit`;

/** Cases are few: the table is read. */
export const caseStatements: FindStatements = {
  beginning: cases("c.number LIKE @like || '%' ESCAPE '\\' OR c.customer LIKE @like || '%' ESCAPE '\\'"),
  within: cases("' ' || c.customer LIKE '% ' || @like || '%' ESCAPE '\\'"),
};

const opportunities = (where: string) => `
  SELECT o.id, o.name AS title, lower(o.name) AS key,
    concat_ws(', ', o.key, coalesce(a.name, o.account_name), o.stage) AS words
  FROM opportunities o LEFT JOIN accounts a ON a.id = o.account_id WHERE o.rowid IN (${where})`;

/** By `opportunities_by_name`, and the key by its own index. */
export const opportunityStatements: FindStatements = {
  beginning: opportunities(`
    SELECT * FROM (SELECT rowid FROM opportunities INDEXED BY opportunities_by_name
      WHERE name >= @written COLLATE NOCASE AND name < @writtenEnd COLLATE NOCASE LIMIT @limit)
    UNION SELECT * FROM (SELECT rowid FROM opportunities WHERE key >= @written AND key < @writtenEnd LIMIT @limit)`),
  within: opportunities(
    "SELECT rowid FROM opportunities INDEXED BY opportunities_by_name WHERE ' ' || name LIKE '% ' || @like || '%' ESCAPE '\\' LIMIT @limit",
  ),
};
