import * as kms from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { within } from '../plan/problem';
import { readProps } from '../private/read-props';
import { reportProblems } from '../private/reporting';

/** The key that encrypts something of DMS's. */
export abstract class Encryption {
  /**
   * A key of your own. DMS takes symmetric keys only.
   *
   * @param key the key. When left out, one is made, with rotation, which stays when the stack is deleted.
   */
  public static customerManagedKey(key?: kms.IKey): Encryption {
    return new CustomerManagedEncryption(key);
  }

  /** AWS's own key for DMS (`aws/dms`). Who may use it cannot be controlled. */
  public static awsManagedKey(): Encryption {
    return new AwsManagedEncryption();
  }

  /**
   * The key, or undefined for AWS's own.
   *
   * @internal
   */
  public abstract _bind(scope: Construct, description: string): kms.IKey | undefined;
}

class CustomerManagedEncryption extends Encryption {
  constructor(private readonly key: kms.IKey | undefined) {
    super();
  }

  public _bind(scope: Construct, description: string): kms.IKey {
    const { given: { key }, problems } = readProps({ key: this.key }, { key: 'kms.IKey' });
    if (problems.length > 0) reportProblems(scope, () => within('encryption', problems));
    return key ?? new kms.Key(scope, 'Key', { description, enableKeyRotation: true });
  }
}

class AwsManagedEncryption extends Encryption {
  public _bind(): undefined {
    return undefined;
  }
}
