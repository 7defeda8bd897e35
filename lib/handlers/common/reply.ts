/** CloudFormation takes answers up to this size [CloudFormation User Guide, Custom resource response objects]. */
const MAX_REASON = 2_500;
const TRIES = 3;

/**
 * Puts an answer where CloudFormation waits for it.
 *
 * @returns whether CloudFormation has it, or can have it no more because the signature has run out.
 */
export async function reply(url: string, body: object, send: typeof fetch = fetch): Promise<boolean> {
  const text = JSON.stringify(body, (key, value: unknown) => (key === 'Reason' && typeof value === 'string' ? value.slice(0, MAX_REASON) : value));
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      // The signature is over an empty content type.
      const { status } = await send(url, { method: 'PUT', body: text, headers: { 'content-type': '' } });
      if (status < 500) return true;
    } catch {
      // No answer: it is sent again, now or in the next run. The fault is not logged, for it may contain the address, which is signed.
    }
  }
  return false;
}
