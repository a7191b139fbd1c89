import type { client } from '../../client/client.ts';

export type PartnerDetail = Awaited<ReturnType<typeof client.partners.get>>;
