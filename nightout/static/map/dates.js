// Days and times in the words of the page (`map_dates` in nightout/templatetags/maps.py), as
// Event.days_in_words and Event.times_in_words write them: the browser does not know Haitian Creole.

const DAY = 24 * 60 * 60 * 1000;
const EARLY = 6; // until then it is still last night

export function speaking(words) {
  return (start, end) => {
    const [firstDay, startTime] = parts(start);
    const [lastDay, endTime] = parts(end ?? start.slice(0, 10));
    return `${days(words, firstDay, lastDay, endTime)}, ${times(words, startTime, endTime)}`;
  };
}

// "2018-08-07T18:00" or "2018-08-07": the day, and the time if it is told.
function parts(text) {
  const [year, month, day, hour, minute] = text.split(/\D/).map(Number);
  const time = hour === undefined ? null : { hour, minute };
  return [new Date(Date.UTC(year, month - 1, day)), time];
}

function days(words, first, last, endTime) {
  const apart = (last - first) / DAY;
  if (apart === 0 || (apart === 1 && endTime && endTime.hour < EARLY)) {
    return `${words.weekdays[first.getUTCDay()]}, ${written(words, words.day, first)}`;
  }
  const end = written(words, words.day, last);
  if (first.getUTCFullYear() !== last.getUTCFullYear()) {
    return `${written(words, words.day, first)} – ${end}`;
  }
  if (first.getUTCMonth() !== last.getUTCMonth()) {
    return `${written(words, words.dayOfYear, first)} – ${end}`;
  }
  return `${first.getUTCDate()}–${end}`;
}

// Django's letters: those that our formats use.
function written(words, format, day) {
  const values = { j: day.getUTCDate(), F: words.months[day.getUTCMonth()], Y: day.getUTCFullYear() };
  return format.replace(/\\(.)|[jFY]/g, (letter, literal) => literal ?? values[letter]);
}

function times(words, start, end) {
  const said = { start: start && clock(words, start), end: end && clock(words, end) };
  const sentence = start ? (end ? words.span : words.from) : end ? words.until : words.unknown;
  return sentence.replace(/%\((\w+)\)s/g, (_, name) => said[name]);
}

function clock(words, { hour, minute }) {
  if (minute === 0 && hour % 12 === 0) {
    return hour === 0 ? words.midnight : words.noon;
  }
  const minutes = minute === 0 ? "" : `:${String(minute).padStart(2, "0")}`;
  return `${hour % 12 || 12}${minutes} ${hour < 12 ? words.morning : words.afternoon}`;
}
