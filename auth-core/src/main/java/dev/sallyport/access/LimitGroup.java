package dev.sallyport.access;

import java.util.regex.Pattern;

/** What the group of a {@link RateLimited} may be called. Without state. */
public final class LimitGroup {
    /** The longest name, in characters. */
    public static final int MAX_LENGTH = 64;

    /** How the builder's limits are named. */
    private static final Pattern GENERAL = Pattern.compile("default(-[0-9]+)?");

    private LimitGroup() {}

    /**
     * Callers see the name in a header, and the names of the general limits are taken.
     *
     * @throws IllegalArgumentException when the name cannot stand there, or is taken
     */
    public static void require(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH || !name.chars().allMatch(LimitGroup::isNameCharacter)) {
            throw new IllegalArgumentException("A group has 1 to " + MAX_LENGTH
                    + " characters of printable ASCII without quote and backslash, because callers see it in a header");
        }
        if (GENERAL.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The group \"" + name + "\" has the name of a general limit; choose another");
        }
    }

    private static boolean isNameCharacter(int c) {
        return c >= ' ' && c < 0x7F && c != '"' && c != '\\';
    }
}
