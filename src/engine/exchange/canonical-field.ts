/** How a cell of a field is read. */
export type FieldType =
  | 'text'
  | 'id'
  | 'date'
  | 'instant'
  | 'amount'
  | 'minor'
  | 'integer'
  | 'currency'
  | 'country'
  | 'flag'
  | 'status'
  | 'list'
  | 'evidence';

/** A field that a record of a kind can have, and the headers it goes by in files, folded, the likelier first. */
export interface CanonicalField {
  readonly field: string;
  readonly title: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly headers: readonly string[];
}

/** A field; `headers` are folded and between blanks. */
export const field = (name: string, title: string, type: FieldType, headers: string): CanonicalField => ({
  field: name,
  title,
  type,
  required: false,
  headers: headers.split(' ').filter((one) => one !== ''),
});

/** A field that every record must have. */
export const needed = (name: string, title: string, type: FieldType, headers: string): CanonicalField => ({
  ...field(name, title, type, headers),
  required: true,
});

/** A record that was deleted in the source is left out. */
export const DELETED = field('deleted', 'Deleted in the source', 'flag', 'isdeleted deleted fivetrandeleted');
