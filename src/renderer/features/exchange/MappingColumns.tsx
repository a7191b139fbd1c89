import type { Mapping } from '../../../contract/exchange.ts';
import { FilterSelect } from '../../ui/FilterBar.tsx';
import classes from './Mapping.module.css';
import { type FieldInfo, fieldOfColumn, lookupsOf, takeColumn } from './mappingDraft.ts';
import type { MappingEdit, Samples } from './mappingEdit.ts';

export type ColumnsTableProps = {
  samples: Samples;
  fields: readonly FieldInfo[];
  mapping: Mapping;
  /** Left out: only to be looked at. */
  edit: MappingEdit | undefined;
};

/** Every column of the file with some of its values, and the field it is taken for. */
export function ColumnsTable({ samples, fields, mapping, edit }: ColumnsTableProps) {
  const titles = new Map(fields.map(({ field, title }) => [field, title]));
  const lookups = lookupsOf(mapping);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so it must be reachable by key.
    <div className={classes.scroll} tabIndex={0}>
      <table className={classes.table} aria-label="Columns of the file">
        <thead>
          <tr>
            <th scope="col" className={classes.column}>
              Column in the file
            </th>
            <th scope="col">Some of its values</th>
            <th scope="col" className={classes.field}>
              Taken as
            </th>
          </tr>
        </thead>
        <tbody>
          {samples.map(({ column, values, field: known }) => {
            const field = edit === undefined ? (known ?? undefined) : fieldOfColumn(mapping, column);
            const looked = lookups.filter((one) => one.column === column);
            return (
              <tr key={column} data-unused={(field === undefined && looked.length === 0) || undefined}>
                <th scope="row">
                  <bdi>{column}</bdi>
                </th>
                <td>
                  <Values values={values} />
                </td>
                <td>
                  {edit === undefined ? (
                    <span>{field === undefined ? 'not taken' : (titles.get(field) ?? field)}</span>
                  ) : (
                    <FilterSelect
                      label={`Column ${column}`}
                      all="not taken"
                      value={field}
                      choices={choicesFor(fields, mapping, field)}
                      onChange={(next) => edit.setMapping(takeColumn(mapping, column, next))}
                    />
                  )}
                  {looked.map((one) => (
                    <p key={one.field} className={classes.note}>
                      {titles.get(one.field) ?? one.field}, looked up in {one.file}
                    </p>
                  ))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Needed fields first, those that have a place already saying so. */
function choicesFor(fields: readonly FieldInfo[], mapping: Mapping, own: string | undefined) {
  return [...fields]
    .sort((a, b) => Number(b.required) - Number(a.required))
    .map(({ field, title, required }) => {
      const taken = field !== own && field in mapping.fields;
      return { value: field, title: `${title}${required ? ' (needed)' : ''}${taken ? ' · has a column' : ''}` };
    });
}

function Values({ values }: { values: readonly string[] }) {
  if (values.length === 0) return <span className={classes.note}>empty in every row</span>;
  return (
    <div className={classes.values} title={values.join('\n')}>
      {values.map((value) => (
        <bdi key={value} className={classes.value}>
          {value}
        </bdi>
      ))}
    </div>
  );
}
