package dev.sallyport.servlet.describe;

import dev.sallyport.servlet.wire.EndpointMap;
import dev.sallyport.servlet.wire.EndpointTable.Row;
import dev.sallyport.servlet.wire.Mounted;
import dev.sallyport.servlet.wire.NestedProfile;
import dev.sallyport.servlet.wire.Operations;
import dev.sallyport.servlet.wire.Route;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Source of a document. Immutable.
 *
 * @param faces profiles with their routes, as the reader may know them
 * @param keyHeaders headers that may carry an API key
 * @param rows endpoints of the application
 */
record Facts(Description description, Operations core, List<Mounted> faces, List<String> keyHeaders, List<Row> rows) {
    /** @param forOperator whether the reader may know the endpoints of operators */
    static Facts of(Description description, EndpointMap endpoints, boolean forOperator) {
        List<Mounted> faces = endpoints.faces();
        Set<String> own = new HashSet<>();
        for (Mounted face : faces) {
            for (Route route : face.routes()) {
                own.add(route.method() + " " + route.path());
                own.add("* " + route.path());
                int variable = route.path().indexOf("/{");
                own.add("* " + (variable < 0 ? route.path() : route.path().substring(0, variable)) + "/*");
            }
            face.profile().mount().ifPresent(mount -> own.add("* " + mount + "/*"));
        }
        return new Facts(
                description,
                endpoints.core(),
                faces.stream()
                        .filter(face -> face.profile().consoleCookie() == null)
                        .filter(face -> forOperator || !isForOperators(face))
                        .toList(),
                endpoints.keyHeaders(),
                endpoints.table().rows().stream()
                        .filter(row -> !own.contains(row.method() + " " + row.pattern()))
                        .filter(row -> forOperator || !isOfOperators(row, faces))
                        .toList());
    }

    private static boolean isForOperators(Mounted face) {
        return face.profile() instanceof NestedProfile nested && nested.isForOperators();
    }

    /** The table has patterns too, such as the mount, which would give the place away. */
    private static boolean isOfOperators(Row row, List<Mounted> faces) {
        return faces.stream()
                .filter(Facts::isForOperators)
                .flatMap(face -> face.profile().mount().stream())
                .anyMatch(mount -> row.pattern().equals(mount) || row.pattern().startsWith(mount + "/"));
    }

    Facts withRows(List<Row> fewer) {
        return new Facts(description, core, faces, keyHeaders, fewer);
    }

    /** The issuer, which is the URL of the context; empty where it is no URL. Never what a request says of its host. */
    String baseUrl() {
        String issuer = core.issuer();
        if (!issuer.startsWith("http")) {
            return "";
        }
        return issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    }
}
