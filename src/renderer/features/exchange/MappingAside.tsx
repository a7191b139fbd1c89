import { TextInput } from '@mantine/core';
import { ImportKind, type Mapping, TextEncoding } from '../../../contract/exchange.ts';
import { type Currency, Currency as CurrencyCode } from '../../../contract/units.ts';
import { useWorkspace } from '../../client/useWorkspace.ts';
import { FilterSelect, Segments } from '../../ui/FilterBar.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { KIND_TITLES } from './kinds.ts';
import classes from './Mapping.module.css';
import { constantsOf, missingFields, sayForAll, sayWord } from './mappingDraft.ts';
import type { MappingEdit, Samples } from './mappingEdit.ts';

type Props = { edit: MappingEdit };

/** Fields every row needs and nothing gives. */
export function Missing({ edit }: Props) {
  const missing = missingFields(edit.fields, edit.mapping);
  if (edit.kind === null) {
    return (
      <p className={classes.missing} role="status">
        Say first what each row is; its columns are then looked for.
      </p>
    );
  }
  if (missing.length === 0) return null;
  const titles = missing.map(({ title }) => `“${title}”`).join(' and ');
  return (
    <p className={classes.missing} role="status">
      Nothing gives {titles} yet, and each row needs {missing.length === 1 ? 'it' : 'them'}: choose a column, or one
      value for all rows.
    </p>
  );
}

const without = (mapping: Mapping, part: 'currency' | 'dateOrder' | 'decimal'): Mapping => {
  const { [part]: _, ...rest } = mapping;
  return rest;
};

/** What the rows are, and how dates and amounts are to be read where they don’t say it themselves. */
export function Reading({ edit }: Props) {
  const { kind, chooseKind, mapping, setMapping } = edit;
  return (
    <>
      <div className={classes.line}>
        <span className={classes.term}>Each row is one of</span>
        <FilterSelect
          label="Each row is one of"
          value={kind ?? undefined}
          all={kind === null ? 'Choose' : undefined}
          choices={ImportKind.options.map((one) => ({ value: one, title: KIND_TITLES[one] }))}
          onChange={(next) => next !== undefined && chooseKind(next as ImportKind)}
        />
      </div>
      <div className={classes.line}>
        <span className={classes.term}>3/4/2026 is in</span>
        <Segments
          label="3/4/2026 is in"
          value={mapping.dateOrder ?? 'iso'}
          segments={[
            { value: 'dmy', title: 'April' },
            { value: 'mdy', title: 'March' },
            { value: 'iso', title: 'neither' },
          ]}
          onChange={(dateOrder) => setMapping({ ...mapping, dateOrder })}
        />
      </div>
      <div className={classes.line}>
        <span className={classes.term}>Amounts are</span>
        <Segments
          label="Amounts are"
          value={mapping.decimal ?? 'none'}
          segments={[
            { value: '.', title: '1,234.50' },
            { value: ',', title: '1.234,50' },
            { value: 'none', title: 'either' },
          ]}
          onChange={(decimal) => setMapping(decimal === 'none' ? without(mapping, 'decimal') : { ...mapping, decimal })}
        />
      </div>
      <CurrencyLine edit={edit} />
      <EncodingLine edit={edit} />
    </>
  );
}

const ENCODINGS: Readonly<Record<TextEncoding, string>> = {
  'utf-8': 'Unicode (UTF-8)',
  'windows-1252': 'Western Europe (Windows-1252)',
  'windows-1250': 'Central Europe (Windows-1250)',
  'windows-1251': 'Cyrillic (Windows-1251)',
  'windows-1253': 'Greek (Windows-1253)',
  'windows-1254': 'Turkish (Windows-1254)',
  'windows-1257': 'Baltic (Windows-1257)',
  macintosh: 'Western Europe (Macintosh)',
  cp850: 'Western Europe (DOS 850)',
  cp852: 'Central Europe (DOS 852)',
  shift_jis: 'Japanese (Shift JIS)',
  gb18030: 'Chinese, simplified (GB 18030)',
  big5: 'Chinese, traditional (Big5)',
  'euc-kr': 'Korean (EUC-KR)',
};

/** How the letters of a text file are read: where “Müller” came out as “MÃ¼ller”. */
function EncodingLine({ edit: { encoding } }: Props) {
  if (encoding === undefined) return null;
  const known = TextEncoding.safeParse(encoding.read).success;
  const choices = TextEncoding.options.map((one) => ({ value: one as string, title: ENCODINGS[one] }));
  return (
    <div className={classes.line}>
      <span className={classes.term}>Letters are read as</span>
      <FilterSelect
        label="Letters are read as"
        value={encoding.read}
        choices={known ? choices : [{ value: encoding.read, title: encoding.read.toUpperCase() }, ...choices]}
        onChange={(next) => {
          const chosen = TextEncoding.safeParse(next);
          if (chosen.success && chosen.data !== encoding.read) encoding.choose(chosen.data);
        }}
      />
    </div>
  );
}

function CurrencyLine({ edit: { mapping, setMapping } }: Props) {
  const workspace = useWorkspace();
  return (
    <div className={classes.line}>
      <label className={classes.term} htmlFor="mapping-currency">
        Amounts without a currency
      </label>
      <TextInput
        id="mapping-currency"
        className={classes.currency ?? ''}
        maxLength={3}
        placeholder={workspace?.currency}
        defaultValue={mapping.currency ?? ''}
        onChange={(event) => {
          const code = CurrencyCode.safeParse(event.currentTarget.value.toUpperCase());
          setMapping(code.success ? { ...mapping, currency: code.data as Currency } : without(mapping, 'currency'));
        }}
      />
    </div>
  );
}

/** Fields with one value for all rows: the partner of a file that one partner sent. */
export function Constants({ edit: { fields, mapping, setMapping } }: Props) {
  const constants = constantsOf(mapping);
  const titles = new Map(fields.map(({ field, title }) => [field, title]));
  const free = fields.filter(({ field }) => !(field in mapping.fields));
  return (
    <>
      {constants.length === 0 && (
        <p className={classes.note}>
          A field no column gives, with one value: the partner, where one partner sent the file.
        </p>
      )}
      {constants.map(({ field, constant }) => (
        <div key={field} className={classes.line}>
          <span className={classes.term}>{titles.get(field) ?? field}</span>
          <TextInput
            className={classes.constant ?? ''}
            aria-label={titles.get(field) ?? field}
            value={constant}
            onChange={(event) => setMapping(sayForAll(mapping, field, event.currentTarget.value))}
          />
          <button
            type="button"
            className={classes.drop}
            onClick={() => setMapping(sayForAll(mapping, field, undefined))}
          >
            Take away<span className="visually-hidden"> {titles.get(field) ?? field}</span>
          </button>
        </div>
      ))}
      <div className={classes.line}>
        <FilterSelect
          label="Add a field"
          value={undefined}
          all="Add a field"
          choices={free.map(({ field, title }) => ({ value: field, title }))}
          onChange={(field) => field !== undefined && setMapping(sayForAll(mapping, field, ''))}
        />
      </div>
    </>
  );
}

const MEANINGS = [
  { value: 'open', title: 'open' },
  { value: 'won', title: 'won' },
  { value: 'lost', title: 'lost' },
];

/** What the source’s own words for a stage mean; only opportunities have them. */
export function Words({ edit, samples }: Props & { samples: Samples }) {
  const { kind, mapping, setMapping } = edit;
  if (kind !== 'opportunities') return null;
  const from = mapping.fields.status ?? mapping.fields.stage;
  const column = from !== undefined && 'column' in from ? from.column : undefined;
  const seen = samples.find((one) => one.column === column)?.values ?? [];
  const meanings = mapping.words.status ?? {};
  const words = [...new Set([...Object.keys(meanings), ...seen])].slice(0, 40);
  if (words.length === 0) return null;
  return (
    <Panel title="What the stages mean">
      {words.map((word) => (
        <div key={word} className={classes.line}>
          <bdi>{word}</bdi>
          <FilterSelect
            label={`“${word}” means`}
            value={meanings[word]}
            all={meanings[word] === undefined ? 'not said' : undefined}
            choices={MEANINGS}
            onChange={(meaning) => meaning !== undefined && setMapping(sayWord(mapping, 'status', word, meaning))}
          />
        </div>
      ))}
    </Panel>
  );
}
