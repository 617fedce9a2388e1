package io.fluxfill.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The kinds of events of the soak: how many of each there are in a thousand, one of them, and whether an answer to it is
 * right.
 */
enum SoakKind {
    DIRECT(312) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return Payloads.direct(1024 + random.nextInt(1024), "");
        }

        @Override
        boolean isRight(JsonNode answer) {
            return Face.DIRECT.isAccepted(answer);
        }
    },
    HTTP_VERSION_1(190) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return Payloads.httpWithBody(1024 + random.nextInt(1024));
        }

        @Override
        boolean isRight(JsonNode answer) {
            return Face.HTTP.isAccepted(answer);
        }
    },
    HTTP_VERSION_2(150) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            String body = Payloads.request(1024 + random.nextInt(1024), "");
            return Payloads.bytes(Payloads.httpEventV2("POST", "/v1/flux-pro-1.0-fill", "", body));
        }

        @Override
        boolean isRight(JsonNode answer) {
            return Face.HTTP.isAccepted(answer);
        }
    },
    ONE_MEGABYTE(12) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return Payloads.direct(1 << 20, "");
        }

        @Override
        boolean isRight(JsonNode answer) {
            return Face.DIRECT.isAccepted(answer);
        }
    },
    ONE_MEGABYTE_HTTP(12) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return Payloads.http(1 << 20);
        }

        @Override
        boolean isRight(JsonNode answer) {
            return Face.HTTP.isAccepted(answer);
        }
    },
    LARGEST(2) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return Shape.LARGEST_DIRECT.event();
        }

        @Override
        boolean isRight(JsonNode answer) {
            return Face.DIRECT.isAccepted(answer);
        }
    },
    LARGEST_HTTP(2) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return Shape.LARGEST_HTTP.event();
        }

        @Override
        boolean isRight(JsonNode answer) {
            return Face.HTTP.isAccepted(answer);
        }
    },
    WAIT(10) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return Payloads.direct(Payloads.SMALL_BYTES, "\"wait\":20,");
        }

        @Override
        boolean isRight(JsonNode answer) {
            return answer.path("status").asText().equals("Ready")
                    && answer.path("result").path("sample").isTextual();
        }
    },
    PICK_UP(80) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return pickUp(bfl, bfl.finishedTask(false));
        }

        @Override
        boolean isRight(JsonNode answer) {
            return answer.path("status").asText().equals("Ready");
        }
    },
    GET_RESULT(79) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return getResult(bfl.finishedTask(false));
        }

        @Override
        boolean isRight(JsonNode answer) {
            return answer.path("statusCode").asInt() == 200
                    && answer.path("body").asText().contains("\"Ready\"");
        }
    },
    MODERATED(20) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return pickUp(bfl, bfl.finishedTask(true));
        }

        @Override
        boolean isRight(JsonNode answer) {
            return answer.path("errorType").asText().equals("FluxFill.RequestModerated");
        }
    },
    REFUSED(70) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            String request = Payloads.request(Payloads.SMALL_BYTES, "");
            return Payloads.bytes(pick(
                    random,
                    request.replace("\"steps\":30", "\"steps\":99"),
                    request.replace("\"mask\":\"", "\"mask\":\"*"),
                    request.replace("\"steps\"", "\"stepz\""),
                    "{}"));
        }

        @Override
        boolean isRight(JsonNode answer) {
            return Face.DIRECT.isRefused(answer, "");
        }
    },
    REFUSED_HTTP(30) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            String request = Payloads.request(Payloads.SMALL_BYTES, "");
            return Payloads.bytes(Payloads.httpEvent(pick(
                    random,
                    request.replace("\"steps\":30", "\"steps\":99"),
                    request.replace("\"image\"", "\"imag\""))));
        }

        @Override
        boolean isRight(JsonNode answer) {
            return Face.HTTP.isRefused(answer, "");
        }
    },
    NO_OBJECT(30) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return Payloads.bytes(pick(random, "[]", "null", "\"text\"", "1", "true"));
        }

        @Override
        boolean isRight(JsonNode answer) {
            return Face.DIRECT.isRefused(answer, "");
        }
    },
    /** Few, as each takes more than a second: it is looked for again. */
    UNKNOWN_TASK(1) {
        @Override
        byte[] event(HttpsBfl bfl, Random random) {
            return getResult(unknown(random));
        }

        @Override
        boolean isRight(JsonNode answer) {
            return answer.path("statusCode").asInt() == 404
                    && answer.path("body").asText().contains("Task not found");
        }
    };

    private final int weight;

    SoakKind(int weight) {
        this.weight = weight;
    }

    /** How many of a thousand events are of this kind. */
    int weight() {
        return weight;
    }

    /** One event, from what it needs of BFL. */
    abstract byte[] event(HttpsBfl bfl, Random random);

    /** Whether an answer is what such an event must get. */
    abstract boolean isRight(JsonNode answer);

    /** A thousand of them by their weights. */
    static List<SoakKind> thousand() {
        return Stream.of(values())
                .flatMap(kind -> Stream.generate(() -> kind).limit(kind.weight()))
                .toList();
    }

    private static byte[] pickUp(HttpsBfl bfl, String id) {
        return Payloads.bytes("{\"id\":\"%s\",\"polling_url\":\"%s\"}".formatted(id, bfl.pollingUrl(id)));
    }

    private static byte[] getResult(String id) {
        return Payloads.bytes(Payloads.httpEventV2("GET", "/v1/get_result", "id=" + id, ""));
    }

    private static String unknown(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private static String pick(Random random, String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
