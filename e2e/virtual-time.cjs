// Loaded into the Lambda functions that ministack runs: their clock goes as far ahead of the real one as the test has let time pass, and where
// their own code waits, it waits for the time of the test. Timers of the SDK and of Node.js are left alone: they watch over real connections.
const { readFileSync } = require('node:fs');

const RealDate = Date;
const realNow = Date.now;
const realSetTimeout = globalThis.setTimeout;

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

async function sleep(milliseconds) {
  const answer = await globalThis.fetch(`http://127.0.0.1:${process.env.GATEWAY_PORT}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-amz-target': 'DmsE2e.Sleep' },
    body: JSON.stringify({ function: process.env.AWS_LAMBDA_FUNCTION_NAME, milliseconds }),
  });
  if (!answer.ok) throw new Error(`the test does not let a function sleep: ${answer.status} ${await answer.text()}`);
}

/** Whether a handler waits, by the clock that it is given: `sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))`. */
function isSleep() {
  return new Error().stack.split('\n').slice(3, 6).some((frame) => frame.startsWith('    at Object.sleep (') && frame.includes(process.env.LAMBDA_TASK_ROOT));
}

globalThis.Date = VirtualDate;
globalThis.setTimeout = (callback, milliseconds, ...given) => {
  if (!isSleep()) return realSetTimeout(callback, milliseconds, ...given);
  return void sleep(milliseconds).then(() => callback(...given));
};
