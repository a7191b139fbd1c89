/** Makes each `Intl` formatter once: making one costs a hundred times what using it does. */
function once<Options, Formatter>(make: (locale: string, options: Options) => Formatter) {
  const made = new Map<string, Formatter>();
  return (locale: string, options: Options): Formatter => {
    const key = `${locale} ${JSON.stringify(options)}`;
    let formatter = made.get(key);
    if (formatter === undefined) {
      formatter = make(locale, options);
      made.set(key, formatter);
    }
    return formatter;
  };
}

export const numberFormat = once<Intl.NumberFormatOptions, Intl.NumberFormat>(
  (locale, options) => new Intl.NumberFormat(locale, options),
);

export const dateFormat = once<Intl.DateTimeFormatOptions, Intl.DateTimeFormat>(
  (locale, options) => new Intl.DateTimeFormat(locale, options),
);

export const relativeFormat = once<Intl.RelativeTimeFormatOptions, Intl.RelativeTimeFormat>(
  (locale, options) => new Intl.RelativeTimeFormat(locale, options),
);

export const namesOf = once<Intl.DisplayNamesOptions, Intl.DisplayNames>(
  (locale, options) => new Intl.DisplayNames(locale, options),
);

/** A locale `Intl` knows: the first usable of those asked for, or `en`. */
export function usableLocale(asked: readonly string[]): string {
  for (const locale of asked) {
    try {
      if (Intl.NumberFormat.supportedLocalesOf(locale).length > 0) return locale;
    } catch (error) {
      // A malformed tag from the system; the next one may do.
      if (!(error instanceof RangeError)) throw error;
    }
  }
  return 'en';
}
