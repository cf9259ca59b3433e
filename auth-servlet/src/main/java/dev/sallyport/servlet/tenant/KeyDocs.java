package dev.sallyport.servlet.tenant;

import dev.sallyport.servlet.fields.KeyFields;
import dev.sallyport.servlet.fields.KeyJson;
import dev.sallyport.servlet.shape.Members;
import dev.sallyport.servlet.shape.RouteDoc;
import dev.sallyport.servlet.shape.Shape;
import dev.sallyport.servlet.wire.Routes;

/** Descriptions of the routes for keys of a tenant. */
final class KeyDocs {
    static final int MAX_OWNER = 256;

    private static final String TOPIC = "Tenant: API keys";
    private static final Members OWNER = Shape.object()
            .required("kind", Shape.oneOf("user", "service", "tenant"))
            .required("id", Shape.text().like("sa_0123456789abcdefghijkl"))
            .required("name", Shape.text().orNull().like("pipeline"));
    private static final Members KEY = of(KeyJson.SHAPE);
    private static final Members CREATED = of(KeyJson.CREATED);

    static final RouteDoc LIST = RouteDoc.of(TOPIC, "Lists the API keys of your tenant")
            .asks(Shape.object()
                    .optional("owner", Shape.text())
                    .optional("status", Shape.text())
                    .optional("q", Shape.text())
                    .and(Routes.PAGE))
            .answers(200, "A page of keys.", Shape.page(KEY));
    static final RouteDoc CREATE = RouteDoc.of(TOPIC, "Creates an API key of your tenant or of a service account")
            .reads(KeyFields.CREATE.required("owner", Shape.text(1, MAX_OWNER).like("tenant")))
            .answers(201, "The key, with its text this once.", CREATED);
    static final RouteDoc GET =
            RouteDoc.of(TOPIC, "Shows an API key of your tenant").answers(200, "The key, without its text.", KEY);
    static final RouteDoc UPDATE = RouteDoc.of(TOPIC, "Changes an API key of your tenant")
            .reads(KeyFields.UPDATE)
            .answers(200, "The key as it is now.", KEY);
    static final RouteDoc REVOKE = Routes.act(TOPIC, "Revokes an API key of your tenant", "The key has ended.")
            .reads(Routes.REASON);
    static final RouteDoc ROTATE = RouteDoc.of(TOPIC, "Replaces an API key of your tenant or of a service account")
            .reads(KeyFields.OVERLAP)
            .answers(201, "The new key, with its text this once. The old one ends after the overlap.", CREATED);
    static final RouteDoc TRANSFER = RouteDoc.of(TOPIC, "Gives the API key of a person to a service account")
            .reads(Shape.object().required("owner", Shape.text(1, MAX_OWNER).like("sa_0123456789abcdefghijkl")))
            .answers(200, "The key as it is now.", KEY);
    static final RouteDoc REVOKE_ALL_OF = Routes.act(
                    TOPIC, "Revokes all API keys of a person of your tenant", "The keys have ended.")
            .reads(Routes.REASON);

    private KeyDocs() {}

    private static Members of(Members key) {
        return key.required("owner", OWNER)
                .required("created_by", Shape.text().orNull().like("ada"));
    }
}
