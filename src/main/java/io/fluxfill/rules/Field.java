package io.fluxfill.rules;

import io.fluxfill.rules.pydantic.LaxBoolean;
import io.fluxfill.rules.pydantic.LaxEnum;
import io.fluxfill.rules.pydantic.LaxFloat;
import io.fluxfill.rules.pydantic.LaxInteger;
import io.fluxfill.rules.pydantic.LaxString;
import io.fluxfill.rules.pydantic.LaxText;
import io.fluxfill.rules.pydantic.LaxType;
import io.fluxfill.rules.pydantic.LaxUrl;
import io.fluxfill.rules.pydantic.Range;
import java.util.List;

/**
 * A field of an operation's schema.
 *
 * @param name its name in JSON
 * @param presence whether it may be absent or null
 * @param type what it may be otherwise; a value is written to BFL as this reads it
 */
record Field(String name, Presence presence, LaxType<?> type) {
    static final String IMAGE = "image";
    static final String MASK = "mask";
    static final String PROMPT = "prompt";
    static final String USER = "user";
    static final String OUTPUT_FORMAT = "output_format";

    /** Whether a field may be absent or null. */
    enum Presence {
        /** It must be there, and not be null. */
        REQUIRED(false),
        /** It may be absent, but not null. */
        NOT_NULL(false),
        /** It may be absent or null. */
        NULLABLE(true),
        /** It may be absent or null where the image has an alpha channel, which then says what it would say. */
        UNLESS_ALPHA(true);

        private final boolean nullable;

        Presence(boolean nullable) {
            this.nullable = nullable;
        }

        /** Whether null is read as absence. */
        boolean isNullable() {
            return nullable;
        }
    }

    /** A picture, which {@link FillRules} then looks into. It is not copied. */
    static Field picture(String name, Presence presence) {
        return new Field(name, presence, new LaxText().map(PictureText::withoutDataPrefix));
    }

    static Field text(String name, Presence presence) {
        return new Field(name, presence, new LaxString());
    }

    static Field url(String name, Presence presence) {
        return new Field(name, presence, new LaxUrl());
    }

    static Field oneOf(String name, Presence presence, String... words) {
        return new Field(name, presence, new LaxEnum(List.of(words)));
    }

    static Field bool(String name, Presence presence) {
        return new Field(name, presence, new LaxBoolean());
    }

    static Field integer(String name, Presence presence) {
        return new Field(name, presence, new LaxInteger());
    }

    /** An integer between two others, both allowed. */
    static Field integer(String name, Presence presence, int least, int most) {
        return new Field(name, presence, new Range<>(new LaxInteger(), least, most));
    }

    /** A number between two others, both allowed; faults name them as they are given here. */
    static Field number(String name, Presence presence, Number least, Number most) {
        return new Field(name, presence, new Range<>(new LaxFloat(), least, most));
    }

    /** The same field with another type. */
    Field as(LaxType<?> other) {
        return new Field(name, presence, other);
    }
}
