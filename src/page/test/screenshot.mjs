// The README's picture of the page: node test/screenshot.mjs FILE, while quarkus:dev runs.
import { draw, fill, openBrowser, openPage, SAMPLE, takeSample } from './support/browser.mjs';

const browser = await openBrowser();
const { page } = await openPage(browser, { viewport: { width: 1200, height: 760 }, colorScheme: 'light' });
await takeSample(page);
await draw(page, SAMPLE, [[240, 92], [240, 270]]);
const card = await fill(page, 'An empty launch pad at dusk, clear sky, no rocket');
await card.getByRole('button', { name: 'Look' }).waitFor({ timeout: 30_000 });
await page.mouse.move(5, 5);
await page.screenshot({ path: process.argv[2], type: 'jpeg', quality: 85 });
await browser.close();
