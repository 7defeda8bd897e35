// Loaded into the Lambda functions that ministack runs: their clock goes as far ahead of the real one as the test has let time pass.
const { readFileSync } = require('node:fs');

const RealDate = Date;
const realNow = Date.now;

function now() {
  return realNow() + Number(readFileSync(process.env.LEAP_FILE, 'utf8'));
}

class VirtualDate extends RealDate {
  static now() {
    return now();
  }

  constructor(...given) {
    super(...(given.length === 0 ? [now()] : given));
  }
}

globalThis.Date = VirtualDate;
