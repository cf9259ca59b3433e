/** All rules of authentication; knows no HTTP and no SQL. */
module dev.sallyport.core {
    requires static transitive org.jspecify;
    requires static org.bouncycastle.provider;
    requires com.nimbusds.jose.jwt;
    requires com.github.benmanes.caffeine;
    requires tools.jackson.core;

    uses dev.sallyport.stores.StoresProvider;

    exports dev.sallyport;
    exports dev.sallyport.access;
    exports dev.sallyport.account;
    exports dev.sallyport.activity;
    exports dev.sallyport.apikey;
    exports dev.sallyport.audit;
    exports dev.sallyport.authenticate;
    exports dev.sallyport.caller;
    exports dev.sallyport.change;
    exports dev.sallyport.client;
    exports dev.sallyport.environment;
    exports dev.sallyport.grant;
    exports dev.sallyport.json;
    exports dev.sallyport.leak;
    exports dev.sallyport.limit;
    exports dev.sallyport.log;
    exports dev.sallyport.manage;
    exports dev.sallyport.memory;
    exports dev.sallyport.operator;
    exports dev.sallyport.outcome;
    exports dev.sallyport.page;
    exports dev.sallyport.scope;
    exports dev.sallyport.secret;
    exports dev.sallyport.session;
    exports dev.sallyport.stores;
    exports dev.sallyport.tenant;
    exports dev.sallyport.text;
    exports dev.sallyport.token;
    exports dev.sallyport.thread;
    exports dev.sallyport.upkeep;
    exports dev.sallyport.user;
}
