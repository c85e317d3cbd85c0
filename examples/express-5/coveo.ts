import { createCoveo, emailIdentity, searchGrant } from '@coveo-token/express-middleware'

declare module 'express-session' {
  interface SessionData {
    user: { email: string; team: string }
  }
}

export const coveo = createCoveo({
  user: (req) => req.session.user ?? null,
  grant: (user) => searchGrant({ userIds: [emailIdentity(user.email)], userGroups: [user.team], searchHub: 'support' }),
})
