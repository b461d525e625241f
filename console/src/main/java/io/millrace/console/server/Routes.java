package io.millrace.console.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a server answers, by method and path. Each path begins with {@value RequestGuard#API}. */
public final class Routes {
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final Map<String, Events> events = new LinkedHashMap<>();

    /** Answers a request. */
    public interface Answer {
        /**
         * The answer, a report that is sent as JSON.
         *
         * @throws RuntimeException when there is none; the reader gets the message
         */
        Object to(ConsoleRequest request);
    }

    /** Writes server-sent events. */
    public interface Events {
        /** Writes until there is no more to write, or until the stream {@linkplain ServerSentEvents#isOver is over}. */
        void write(ConsoleRequest request, ServerSentEvents stream);
    }

    public Routes get(String path, Answer answer) {
        answers.put("GET " + path, answer);
        return this;
    }

    public Routes post(String path, Answer answer) {
        answers.put("POST " + path, answer);
        return this;
    }

    public Routes events(String path, Events writer) {
        events.put(path, writer);
        return this;
    }

    Optional<Answer> answer(String method, String path) {
        return Optional.ofNullable(answers.get(method + " " + path));
    }

    Optional<Events> events(String path) {
        return Optional.ofNullable(events.get(path));
    }
}
