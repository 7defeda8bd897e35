import { INSTANCE_CLASSES } from '../../lib/plan/instance-classes';
import { CLASS_SIZES } from '../../lib/simulator/instance-classes';

test('the simulator knows the same classes as the library, of the same sizes', () => {
  const planned = INSTANCE_CLASSES.map(({ name, vcpu, memoryGiB }): [string, object] => [name, { vcpu, memoryGiB }]);
  expect(Object.fromEntries(CLASS_SIZES)).toEqual(Object.fromEntries(planned));
});
