import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import { h } from 'vue'
import flow from '../../../../docs/images/flow.svg'
import './style.css'

const theme: Theme = {
  extends: DefaultTheme,
  Layout: () =>
    h(DefaultTheme.Layout, null, {
      'home-hero-image': () =>
        h('img', {
          class: 'home-flow',
          src: flow,
          alt: 'The page requests a token from your server, which mints it at Coveo with the API key. The page searches at Coveo with the token.',
        }),
    }),
}

export default theme
