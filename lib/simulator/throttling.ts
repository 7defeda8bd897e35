import { DmsFault } from './fault';
import type { World } from './world';

/** A bucket of tokens that fills as time goes by; each call takes one. */
export function throttle(world: World): void {
  const { throttling } = world.behaviour;
  if (throttling === undefined) return;
  const { left, at } = world.state.throttle;
  const tokens = Math.min(throttling.burst, left + (throttling.perSecond * (world.now - at)) / 1000);
  if (tokens < 1) throw new DmsFault('ThrottlingException', 'Rate exceeded');
  world.state.throttle = { left: tokens - 1, at: world.now };
}
