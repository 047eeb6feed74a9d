// Reads a calendar from the standard input as two programs of other people's do, and prints what each makes of it:
// {"ical.js": {uid: [start, end, sequence, status]}, "node-ical": {…}}, times in UTC.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";
import nodeIcal from "node-ical";

const text = readFileSync(0, "utf8");
const utc = (date) => new Date(date).toISOString();

function byIcalJs() {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const events = calendar.getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
  return Object.fromEntries(
    events.map((event) => [
      event.uid,
      [
        utc(event.startDate.toJSDate()),
        utc(event.endDate.toJSDate()),
        event.sequence,
        event.component.getFirstPropertyValue("status"),
      ],
    ]),
  );
}

function byNodeIcal() {
  const events = Object.values(nodeIcal.sync.parseICS(text)).filter((one) => one.type === "VEVENT");
  return Object.fromEntries(
    events.map((event) => [event.uid, [utc(event.start), utc(event.end), Number(event.sequence), event.status]]),
  );
}

console.log(JSON.stringify({ "ical.js": byIcalJs(), "node-ical": byNodeIcal() }));
