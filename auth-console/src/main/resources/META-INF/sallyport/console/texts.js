// The settings and texts that stand in the document, and how dates and numbers are written in its language.
export const settings = JSON.parse(document.getElementById('settings').textContent);

const language = settings.language;
const plurals = new Intl.PluralRules(language);
const dates = new Intl.DateTimeFormat(language, {dateStyle: 'medium'});
const longDates = new Intl.DateTimeFormat(language, {dateStyle: 'long'});
const moments = new Intl.DateTimeFormat(language, {dateStyle: 'medium', timeStyle: 'short'});
const relative = new Intl.RelativeTimeFormat(language, {numeric: 'auto'});
const numbers = new Intl.NumberFormat(language);
const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60]];

/** The text of a key; `count` chooses its plural. */
export function t(key, values = {}) {
  const plural = 'count' in values ? settings.texts[`${key}.${plurals.select(values.count)}`] : undefined;
  const text = plural ?? settings.texts[`${key}.other`] ?? settings.texts[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    return value === undefined ? whole : typeof value === 'number' ? numbers.format(value) : value;
  });
}

export const date = (instant) => dates.format(new Date(instant));
export const longDate = (instant) => longDates.format(new Date(instant));
export const moment = (instant) => moments.format(new Date(instant));
export const daysFromNow = (days) => new Date(Date.now() + days * 86400000);

/** "3 minutes ago", "in 2 days"; for what is further away than 60 days, the date. */
export function when(instant) {
  const seconds = (new Date(instant) - Date.now()) / 1000;
  if (Math.abs(seconds) > 60 * 86400) {
    return date(instant);
  }
  for (const [unit, length] of UNITS) {
    if (Math.abs(seconds) >= length) {
      return relative.format(Math.round(seconds / length), unit);
    }
  }
  return t('time.now');
}

/** The same for what is over; a clock that is ahead makes no future of it. */
export const ago = (instant) => when(new Date(Math.min(Date.now(), new Date(instant))));

/** The part of the address in front of the page: where the application stands. */
export const application = location.origin
    + location.pathname.slice(0, Math.max(0, location.pathname.length - settings.mount.length - 1));
