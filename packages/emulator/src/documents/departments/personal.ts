import { createDepartment } from '../department.ts'

/** Notes that one person alone may find. */
export const personalDocuments = [
  ...createDepartment({
    department: 'Support',
    source: 'Notebooks',
    base: 'https://intranet.example.com/notes',
    allowed: ['asmith@example.com'],
    documents: [
      {
        slug: 'alice-weekly-notes',
        title: 'My notes: cases to follow up',
        date: '2026-07-03',
        type: 'Note',
        author: 'Alice Smith',
        tags: ['notes', 'case', 'follow-up'],
        body: 'Bakery on the river: humidity sensor reads high again after the drying procedure, so ask for the batch number and offer a replacement. University: they want one alert rota for sixty rooms; write down how, it would make a good template. Museum: nobody answered since Tuesday, call the second contact. Ask engineering whether traces can be fetched without waking the customer. Prepare the handover for Monday. Thank Bob for the quick credit note, and tell him that the reason code on the form is misleading.',
      },
      {
        slug: 'alice-learning-plan',
        title: 'My learning plan: radio basics',
        date: '2026-05-02',
        type: 'Note',
        author: 'Alice Smith',
        tags: ['notes', 'training', 'radio'],
        body: 'Goal for this half of the year: understand why a sensor loses its gateway, without having to ask. Read the two chapters on antennas, spend a morning with the firmware team, and repeat the range test in the cellar with three kinds of doors. Two hundred dollars of the learning budget are left for a small receiver. Show the others in September what I found: one page, three pictures, no formula. Open question: why does range improve after rain in the courtyard?',
      },
    ],
  }),
  ...createDepartment({
    department: 'Finance',
    source: 'Notebooks',
    base: 'https://intranet.example.com/notes',
    allowed: ['bjones@example.com'],
    documents: [
      {
        slug: 'bob-closing-notes',
        title: 'My notes: before the next close',
        date: '2026-07-03',
        type: 'Note',
        author: 'Bob Jones',
        tags: ['notes', 'close', 'accounting'],
        body: 'Two freight invoices are still without a purchase order; ask the warehouse on Monday. The accrual for the summer gathering is too low by about a third. Check whether the free months of the university were entered as a longer term and not as a discount. Support uses two reason codes for the same kind of refund; agree with Alice on one. The bank changes its file format in August, so try the test file now and not on the day before. Send the board the short version of the treasury report.',
      },
      {
        slug: 'bob-vendor-review',
        title: 'My draft: review of the freight contracts',
        date: '2026-06-18',
        type: 'Note',
        author: 'Bob Jones',
        tags: ['notes', 'freight', 'contract'],
        body: 'Three carriers, three ways of counting weight: that alone costs us about two percent. Proposal: one carrier for parcels, one for pallets, a third only for batteries. Ask for prices by zone instead of by country and for a cap on the fuel surcharge. The notice period ends in October, so letters must leave in July. Do not mention the volume of the new gateway before the contract for packaging is signed. Sales should know that delivery on Saturdays will end in two countries.',
      },
    ],
  }),
]
