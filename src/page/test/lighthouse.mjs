// Lighthouse's verdict on the page: all of its categories at 100, as a telephone sees it and as a desk does.
import { launch } from 'chrome-launcher';
import lighthouse, { desktopConfig } from 'lighthouse';
import { PAGE } from './support/browser.mjs';

const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'];

const chrome = await launch({ chromeFlags: ['--headless=new', '--no-sandbox'] });
let failed = false;
try {
  for (const [name, config] of Object.entries({ telephone: undefined, desk: desktopConfig })) {
    const { lhr } = await lighthouse(PAGE, { port: chrome.port, onlyCategories: CATEGORIES, logLevel: 'error' }, config);
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
