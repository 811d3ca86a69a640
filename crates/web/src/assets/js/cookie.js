// What the server must know before it draws the next page: kept a year, sent to this site only.
const year_s = 365 * 24 * 60 * 60;

export function keep(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${year_s}; samesite=lax`;
}
