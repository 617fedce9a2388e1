package io.fluxfill.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A language in which a handler is run as it is written.
 *
 * @param name for people
 * @param program what it is called on the path
 * @param itself the arguments with which it prints where it really is: on the path may be a script that looks for it
 * @param options what it is always started with
 * @param least the least version, by its first number
 * @param handler the file
 */
record Interpreter(String name, String program, List<String> itself, List<String> options, int least, Path handler) {
    private static final Pattern VERSION = Pattern.compile("(\\d+)(?:\\.\\d+)*");

    /** The program, if this machine has one of that version. */
    Optional<String> find() throws InterruptedException {
        try {
            List<String> question = new ArrayList<>(List.of(program));
            question.addAll(itself);
            String found = Programs.said(question.toArray(String[]::new));
            return number(version(found)) >= least ? Optional.of(found) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The version of the program that was found. */
    String version(String found) throws IOException, InterruptedException {
        Matcher version = VERSION.matcher(Programs.said(found, "--version"));
        return version.find() ? version.group() : "0";
    }

    /** How the handler's process is started. */
    List<String> command(String found) {
        List<String> command = new ArrayList<>(List.of(found));
        command.addAll(options);
        command.add(handler.toAbsolutePath().toString());
        return command;
    }

    /** The first number in what a program says of its version; 0 without one. */
    static int number(String said) {
        Matcher version = VERSION.matcher(said);
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }
}
