/** Dates as typed, one or more a line; a date that no calendar has (2026-02-30) is bad. */
export function readDates(text: string): { dates: string[]; bad: string[] } {
  const parts = text.split(/[\s,，;；、]+/).filter(Boolean);
  const bad = parts.filter((part) => !/^\d{4}-\d{2}-\d{2}$/.test(part) || new Date(`${part}T00:00:00Z`).toString() === "Invalid Date" || new Date(`${part}T00:00:00Z`).toISOString().slice(0, 10) !== part);
  return { dates: [...new Set(parts.filter((part) => !bad.includes(part)))].sort(), bad };
}
