import { took, type SandboxSurroundings } from './globals';

/** Where pages go on, and what each of them is asked for with, in the services that functions leave to Lambda's own SDK: IAM. */
const TOKEN = 'Marker';

/**
 * A client of the AWS SDK that Lambda's runtime brings along: a function's code does not have it, and it is not installed where it is rehearsed.
 *
 * Whatever is asked of it is there: `XyzClient`, `XyzCommand`, `paginateXyz`, each a call of the operation `Xyz`.
 */
export function sdkModule(service: string, { callSdk, agenda }: SandboxSurroundings): object {
  class Client {
    public async send({ operation, input }: Command): Promise<object> {
      const [called] = await Promise.allSettled([new Promise<object>((resolve) => resolve(callSdk(service, operation, input)))]);
      await took(agenda);
      if (called.status === 'rejected') throw called.reason;
      return called.value;
    }
  }
  class Command {
    constructor(public readonly operation: string, public readonly input: object) {}
  }
  const commandOf = (operation: string): unknown => class extends Command {
    constructor(input: object = {}) {
      super(operation, input);
    }
  };
  const pagesOf = (operation: string) => async function* ({ client }: { readonly client: Client }, input: object): AsyncGenerator<object> {
    for (let token: unknown; ;) {
      const page = await client.send(new Command(operation, { ...input, ...token !== undefined && { [TOKEN]: token } }));
      yield page;
      token = Reflect.get(page, TOKEN);
      if (token === undefined) return;
    }
  };
  return new Proxy({}, {
    get: (_, name) => {
      if (typeof name !== 'string' || name === '__esModule' || name === 'then') return undefined;
      if (name.endsWith('Client')) return Client;
      if (name.startsWith('paginate')) return pagesOf(name.slice('paginate'.length));
      return name.endsWith('Command') ? commandOf(name.slice(0, -'Command'.length)) : undefined;
    },
  });
}
