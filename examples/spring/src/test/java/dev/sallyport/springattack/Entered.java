package dev.sallyport.springattack;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Whose code ran. Safe for use by many threads. */
final class Entered {
    private static final ConcurrentLinkedQueue<String> NAMES = new ConcurrentLinkedQueue<>();

    private Entered() {}

    /** @return what the answer says, so that an answer tells too whether it was entered */
    static String by(String name) {
        NAMES.add(name);
        return "entered:" + name;
    }

    static List<String> names() {
        return List.copyOf(NAMES);
    }

    static void clear() {
        NAMES.clear();
    }
}
