/** Lets the code of a function see the rehearsal's time. Timers go on by real time. */
"use strict";

/** Replaces `Date` of a global scope; answers how to set the offset from real time. */
function shiftDates(scope) {
  const RealDate = scope.Date;
  const realNow = RealDate.now.bind(RealDate);
  let offset = 0;
  RealDate.now = () => realNow() + offset;
  scope.Date = new Proxy(RealDate, {
    construct: (target, values, newTarget) =>
      Reflect.construct(target, values.length === 0 ? [target.now()] : values, newTarget),
    apply: () => new scope.Date().toString(),
  });
  RealDate.prototype.constructor = scope.Date;
  return (milliseconds) => {
    offset = milliseconds;
  };
}

module.exports = { shiftDates };
