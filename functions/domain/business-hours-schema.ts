/** When a gate's calendar is open, as records keep it. What it may be was judged when the gate was deployed. */
import * as v from "valibot";
import { parseHours, weekdays } from "../../contract/working-time";

export const businessHours = v.object({
  timeZone: v.string(),
  hours: v.record(
    v.picklist(weekdays),
    v.pipe(
      v.string(),
      v.check((text) => parseHours(text) !== undefined, "is no time of a day"),
    ),
  ),
  holidays: v.optional(v.pipe(v.array(v.string()), v.readonly())),
});
