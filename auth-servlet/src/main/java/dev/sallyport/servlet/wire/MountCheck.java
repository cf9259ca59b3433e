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
            for (int j = 0; j < i; j++) {
                requireApart(profiles.get(i), profiles.get(j));
            }
        }
    }

    private static void requireApart(Mounted one, Mounted other) {
        String mount = one.profile().mount().orElseThrow();
        String setting = settingOf(one);
        other.profile()
                .mount()
                .filter(theirs -> meet(theirs, mount) && !mayLieWithin(one, other))
                .ifPresent(theirs -> {
                    throw new IllegalStateException(
                            "The endpoints of " + setting + "(\"" + mount + "/*\") and those at \"" + theirs
                                    + "/*\" have paths in common: choose another mount for one of them");
                });
        for (Route route : other.routes()) {
            if (meet(route.path(), mount)) {
                throw new IllegalStateException("The endpoints of " + setting + "(\"" + mount
                        + "/*\") and the profile's route \"" + route.method() + " " + route.path()
                        + "\" have paths in common: choose another mount, such as \"/account/auth/*\"");
            }
        }
    }

    private static String settingOf(Mounted mounted) {
        return mounted.profile() instanceof NestedProfile nested ? nested.setting() : "alsoStandard";
    }

    /** Tells whether one mount may lie within the other; outer routes that overlap it are still refused. */
    private static boolean mayLieWithin(Mounted one, Mounted other) {
        String mount = one.profile().mount().orElseThrow();
        return one.profile() instanceof NestedProfile
                && !(other.profile() instanceof NestedProfile)
                && mount.startsWith(other.profile().mount().orElseThrow() + "/");
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
