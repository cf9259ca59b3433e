/** Authentication of servlet applications: the filter, the endpoints and their profiles. */
@SuppressWarnings("module") // The JAX-RS module is built after this one.
module dev.sallyport.servlet {
    requires static transitive org.jspecify;
    requires transitive dev.sallyport.core;
    requires transitive jakarta.servlet;
    requires jakarta.annotation;
    requires java.naming;
    requires java.xml;
    requires io.nayuki.qrcodegen;

    exports dev.sallyport.servlet;
    exports dev.sallyport.servlet.console;
    exports dev.sallyport.servlet.describe;
    exports dev.sallyport.servlet.json;
    exports dev.sallyport.servlet.profile.accessrefresh;
    exports dev.sallyport.servlet.profile.cookiesession;
    exports dev.sallyport.servlet.profile.idsecret;
    exports dev.sallyport.servlet.profile.keylogin;
    exports dev.sallyport.servlet.profile.privatetokens;
    exports dev.sallyport.servlet.shape;
    exports dev.sallyport.servlet.wire;
    exports dev.sallyport.servlet.guard to
            dev.sallyport.jaxrs;
    exports dev.sallyport.servlet.guard.start to
            dev.sallyport.jaxrs;
    exports dev.sallyport.servlet.rule to
            dev.sallyport.jaxrs;

    uses dev.sallyport.servlet.console.ConsolePage;
    uses dev.sallyport.servlet.wire.WireProfiles;

    provides dev.sallyport.servlet.wire.WireProfiles with
            dev.sallyport.servlet.profile.NamedProfiles;
    provides jakarta.servlet.ServletContainerInitializer with
            dev.sallyport.servlet.MissingFilterCheck;
}
