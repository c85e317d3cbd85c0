import { index, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  index('routes/search.tsx'),
  route('login', 'routes/login.ts'),
  route('api/coveo-token', 'routes/coveo-token.ts'),
] satisfies RouteConfig
