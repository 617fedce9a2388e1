/** How everybody who has to do with a task names it: whoever waits for it, keeps it, tells of it or fails over it. */
package io.fluxfill.task;
