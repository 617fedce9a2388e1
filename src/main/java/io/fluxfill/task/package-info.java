/** How a task is named by everything that has to do with it, from the wait for it to the failure that must not lose it. */
package io.fluxfill.task;
