package dev.sallyport.servlet.wire;

import java.util.List;

/** Shows that no path belongs to two profiles. */
public final class MountCheck {
    private MountCheck() {}

    /**
     * @param profiles the application's own first; each other one has a mount
     * @throws IllegalStateException when a path belongs to two, or a mount lies within a route; the message names both
     */
    public static void requireApart(List<Mounted> profiles) {
        for (int i = 1; i < profiles.size(); i++) {
            String mount = profiles.get(i).profile().mount().orElseThrow();
            for (int j = 0; j < i; j++) {
                requireApart(mount, profiles.get(j));
            }
        }
    }

    private static void requireApart(String mount, Mounted other) {
        other.profile().mount().filter(theirs -> meet(theirs, mount)).ifPresent(theirs -> {
            throw new IllegalStateException("The endpoints of alsoStandard(\"" + mount + "/*\") and those at \""
                    + theirs + "/*\" have paths in common: choose another mount for one of them");
        });
        for (Route route : other.routes()) {
            if (meet(route.path(), mount)) {
                throw new IllegalStateException("The endpoints of alsoStandard(\"" + mount
                        + "/*\") and the profile's route \"" + route.method() + " " + route.path()
                        + "\" have paths in common: choose another mount, such as \"/account/auth/*\"");
            }
        }
    }

    /** Tells whether one of the paths is the beginning of the other; a variable is any segment. */
    private static boolean meet(String one, String other) {
        List<String> left = PathTemplate.split(one);
        List<String> right = PathTemplate.split(other);
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            boolean isVariable = left.get(i).startsWith("{") || right.get(i).startsWith("{");
            if (!isVariable && !left.get(i).equals(right.get(i))) {
                return false;
            }
        }
        return true;
    }
}
