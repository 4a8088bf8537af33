/** Local times as points in time, by the time zone database that Node brings. */

/** Whether the IANA database has a zone of this name. */
export function isTimeZone(name: string): boolean {
  try {
    return formatIn(name) !== undefined && !/^[+-]/.test(name);
  } catch {
    return false;
  }
}

/**
 * When clocks in a zone show a time, which is given as if it were UTC. Of two such moments it is the
 * earlier one. A time that clocks skip counts by the offset before: AWS's guide says of cron
 * expressions alone that they are skipped.
 */
export function inTimeZone(wall: Date, timeZone: string): Date {
  const day = 86_400_000;
  const [before, after] = [-day, day].map((distance) => {
    const near = new Date(wall.getTime() + distance);
    return new Date(wall.getTime() - offsetAt(near, timeZone));
  });
  const shows = (moment: Date): boolean =>
    moment.getTime() + offsetAt(moment, timeZone) === wall.getTime();
  const found = [before, after].filter(shows).map((moment) => moment.getTime());
  return found.length > 0 ? new Date(Math.min(...found)) : before;
}

/** Milliseconds by which clocks in a zone are ahead of UTC. */
function offsetAt(moment: Date, timeZone: string): number {
  const parts = Object.fromEntries(
    formatIn(timeZone)
      .formatToParts(moment)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year, month, day, hour, minute, second } = parts;
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  return wall - Math.floor(moment.getTime() / 1000) * 1000;
}

function formatIn(timeZone: string): Intl.DateTimeFormat {
  const numeric = "2-digit";
  return new Intl.DateTimeFormat("en-US-u-hc-h23", {
    ...{ timeZone, calendar: "iso8601", year: "numeric", month: numeric, day: numeric },
    ...{ hour: numeric, minute: numeric, second: numeric },
  });
}
