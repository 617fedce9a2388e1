// Lighthouse's verdict on the page: all of its categories at 100, as a telephone sees it and as a desk does.
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import { PAGE } from './support/browser.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

const TRIES = 3;

/** A busy machine is no fault of the page's, so there are three tries; the page is as fast as the best of them. */
async function best(config) {
  let found;
  for (let i = 0; i < TRIES; i++) {
    const { lhr } = await lighthouse(PAGE, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: 'error' }, config);
    const better = !found || lhr.categories.performance.score > found.categories.performance.score;
    found = better ? lhr : found;
    if (Object.values(found.categories).every(({ score }) => score === 1)) {
      break;
    }
  }
  return found;
}

const chrome = await launch({ chromeFlags: ['--headless=new', '--no-sandbox'] });
let failed = false;
try {
  for (const [name, config] of Object.entries({ telephone: undefined, desk: desktopConfig })) {
    const lhr = await best(config);
    const scores = Object.values(lhr.categories).map(({ title, score }) => `${title} ${Math.round(100 * score)}`);
    console.log(`Lighthouse, ${name}: ${scores.join(', ')}`);
    for (const { score, scoreDisplayMode, title, displayValue } of Object.values(lhr.audits)) {
      if (score !== null && score < 1 && scoreDisplayMode !== 'informative') {
        console.log(`  ${title} ${displayValue ?? ''}`);
      }
    }
    failed ||= Object.values(lhr.categories).some(({ score }) => score < 1);
  }
} finally {
  chrome.kill();
}
process.exitCode = failed ? 1 : 0;
