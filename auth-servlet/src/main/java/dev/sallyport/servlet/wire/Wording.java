package dev.sallyport.servlet.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds the endpoint of a request, and the profile whose words answer it: below the mount of a profile that stands beside the
 * application's own, that profile's; everywhere else the application's. Immutable.
 */
final class Wording {
    private final List<Face> faces;
    private final List<Face> innermostFirst;

    private record Face(Mounted mounted, Router router, ReplyWriter answers) {
        boolean covers(String path) {
            return mounted.profile()
                    .mount()
                    .filter(mount -> path.equals(mount) || path.startsWith(mount + "/"))
                    .isPresent();
        }
    }

    /** @param profiles the application's own first; the others have mounts */
    Wording(List<Mounted> profiles, String realm, CookieNames cookieNames) {
        List<Face> made = new ArrayList<>();
        for (Mounted each : profiles) {
            made.add(new Face(
                    each,
                    new Router(each.routes(), each.profile().mount()),
                    new ReplyWriter(each.profile(), realm, cookieNames)));
        }
        this.faces = List.copyOf(made);
        this.innermostFirst = made.stream()
                .sorted(Comparator.comparing(face -> face.mounted().profile() instanceof NestedProfile ? 0 : 1))
                .toList();
    }

    Optional<Match> match(String method, String path) {
        for (Face face : innermostFirst) {
            Optional<Match> match = face.router().match(method, path);
            if (match.isPresent()) {
                return match.map(
                        found -> found.admittedBy(face.mounted().profile().consoleCookie()));
            }
        }
        return Optional.empty();
    }

    /** For resources of the application. */
    ReplyWriter ofResources() {
        return faces.get(0).answers();
    }

    ReplyWriter of(HttpServletRequest request) {
        return face(request).answers();
    }

    WireProfile profileOf(HttpServletRequest request) {
        return face(request).mounted().profile();
    }

    private Face face(HttpServletRequest request) {
        if (faces.size() > 1) {
            String info = request.getPathInfo();
            String path = info == null ? request.getServletPath() : request.getServletPath() + info;
            for (Face face : innermostFirst) {
                if (face.covers(path)) {
                    return face;
                }
            }
        }
        return faces.get(0);
    }
}
