import type { Page } from 'playwright-core';

/**
 * Calls a procedure from a page as its own client does, over the bridge: `callEngine(page, 'questions', 'programme.get')`.
 *
 * For what a spec needs done and no screen does in one step; what a person does goes through the screen.
 *
 * @throws Error with the code of what the engine answers when it refuses
 */
export function callEngine<Output>(
  page: Page,
  port: 'questions' | 'changes',
  procedure: string,
  input: unknown = {},
): Promise<Output> {
  const path = `/${procedure.replaceAll('.', '/')}`;
  return page.evaluate(
    ({ port, path, input }) => {
      const { port1, port2 } = new MessageChannel();
      window.postMessage({ type: 'tributary:connect', port }, location.origin, [port2]);
      return new Promise<Output>((resolve, reject) => {
        port1.onmessage = ({ data }) => {
          port1.close();
          const { b: body, s: status = 200 } = JSON.parse(data).p;
          if (status < 400) resolve(body.json);
          else reject(new Error(`${body.json?.code ?? status}: ${JSON.stringify(body.json?.data ?? body)}`));
        };
        port1.addEventListener('close', () => reject(new Error('the port was closed: nothing is open')));
        // The form of oRPC's peer messages: `i` the call, `u` the procedure, `b` its input.
        port1.postMessage(JSON.stringify({ i: '1', p: { u: path, b: { json: input, meta: [] } } }));
      });
    },
    { port, path, input },
  );
}
