import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/**
 * Reads what `keepJson` wrote.
 *
 * @returns the fallback when nothing was kept yet, or when what is there cannot be read: settings of the window are
 *          not worth a failed start, but the reason is printed
 */
export function readKeptJson<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
  fallback: z.infer<Schema>,
): z.infer<Schema> {
  if (!existsSync(file)) return fallback;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    console.warn(`${file} cannot be read and is started anew:`, error);
    return fallback;
  }
}

/** Writes a small JSON file whole or not at all. */
export function keepJson(file: string, value: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  const written = `${file}.${process.pid}.new`;
  writeFileSync(written, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  renameSync(written, file);
}
