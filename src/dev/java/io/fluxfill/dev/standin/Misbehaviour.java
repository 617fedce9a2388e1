package io.fluxfill.dev.standin;

/**
 * A way in which the stand-in misbehaves on demand. A request asks for one by writing its words, brackets included,
 * anywhere in the prompt: {@code "an empty launch pad [moderated content]"}. Each kind is an enum;
 * {@code README.md} beside this file has a table of each.
 */
sealed interface Misbehaviour
        permits HttpTrouble,
                SubmitAnswer,
                Region,
                Course,
                Ending,
                PollForm,
                Delivery,
                PictureAnswer,
                Brush,
                WebhookManner {

    /** What to write into the prompt, and what happens then. */
    Words words();
}
