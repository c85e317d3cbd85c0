import { createDepartment } from '../department.ts'

export const salesDocuments = createDepartment({
  department: 'Sales',
  source: 'Sales Room',
  base: 'https://intranet.example.com/sales',
  allowed: ['Sales'],
  documents: [
    {
      slug: 'price-list-internal',
      title: 'Internal price list and discount limits',
      date: '2026-07-01',
      type: 'Reference',
      author: 'Sales Operations',
      tags: ['pricing', 'discount', 'offer'],
      filetype: 'xlsx',
      allowed: ['Sales', 'Finance'],
      body: 'List prices rise by four percent in July for hardware and stay as they are for subscriptions. You may give five percent on your own and ten with your lead; above that, finance calculates the margin with you within a day. Discounts are given for volume, for a longer term, or for a reference that may be named, never for a signature by Friday. Free months are better than lower prices, because they end. Offers are valid for thirty days and carry the version of this list.',
    },
    {
      slug: 'competitor-notes',
      title: 'How to talk about other makers',
      date: '2026-03-20',
      type: 'Guide',
      author: 'Sales Operations',
      tags: ['competition', 'customer', 'offer'],
      body: 'Speak well of others or not at all. Ask what the customer likes about the system that they have, and begin there. Where we are stronger: accuracy in damp rooms, nine days of memory in the gateway, reports that inspectors accept. Where we are weaker: we have no sensor for freezers below minus forty, and our app needs a phone that is not older than six years. Say so before they find out. If a customer would be better served elsewhere, tell them; two of our largest accounts came back that way.',
    },
    {
      slug: 'pilot-projects',
      title: 'Running a pilot that ends in a decision',
      date: '2026-04-29',
      type: 'Procedure',
      author: 'Sales Operations',
      tags: ['pilot', 'customer', 'project'],
      body: 'A pilot has an end before it has a beginning. Agree in writing on three numbers that would make the customer buy, who measures them, and on which day all meet to look. Six weeks and ten sensors are enough for nearly everybody. Support joins the first call, so that a known face answers later. Write every Friday: what was seen, what was surprising. If the numbers are missed, say why and collect the devices; if they are reached, the offer is on the table in the same meeting.',
    },
    {
      slug: 'customer-references',
      title: 'Customer references that may be named',
      date: '2026-05-27',
      type: 'Reference',
      author: 'Sales Operations',
      tags: ['customer', 'reference', 'story'],
      allowed: ['Sales', 'Support'],
      body: 'This list holds customers who agreed to be named, what they may be named for, and until when. A museum speaks about its storage rooms, a bakery about its proofing cellar, a university about sixty laboratories run by two people. ApiRequest each of them at most twice a year and ask before you give out a number. Thank them afterwards with a note and a visit, not with a discount. When a contact changes, the consent ends; ask the successor anew and move the entry to the waiting list.',
    },
  ],
})
