//! The doors of a block: a path, a method, who may pass, and for machine doors what goes in and out.
//! Access stands beside the path and has no default.

use std::sync::Arc;

use axum::{
    Router,
    extract::Request,
    handler::Handler,
    middleware::{Next, from_fn},
    routing::{self, MethodRouter},
};
use kit::{Actor, Who};

use crate::{Schema, Site, guard};

/// Who may pass a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anyone.
    Public,
    /// Anyone who has signed in.
    SignedIn,
    /// A person, not an official at their post.
    Person,
    /// An official at any post.
    Official,
    /// An official at a post with this power.
    Power(&'static str),
    /// An official at a post with one of these powers.
    AnyPower(&'static [&'static str]),
    /// Anyone, in a demonstration store; elsewhere there is no such door.
    Demo,
}

impl Access {
    /// Whether this actor may pass.
    pub fn admits(self, by: &Actor) -> bool {
        match self {
            Access::Public | Access::Demo => true,
            Access::SignedIn => by.who != Who::Anyone,
            Access::Person => matches!(by.who, Who::Person { .. }),
            Access::Official => matches!(by.who, Who::Official(_)),
            Access::Power(power) => by.has_power(power),
            Access::AnyPower(powers) => powers.iter().any(|it| by.has_power(it)),
        }
    }
}

/// The two methods that doors use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Changes nothing but records who looked.
    Get,
    /// Changes something, once.
    Post,
}

/// What kind of visitor a door is for.
#[derive(Clone, Copy, Debug)]
pub enum DoorKind {
    /// A human door, HTML.
    Page,
    /// A machine door, JSON.
    Api(About),
    /// A file of a fixed format: the ledger's tiles, a style sheet.
    File,
}

/// What a machine door says of itself in OpenAPI.
#[derive(Clone, Copy, Debug)]
pub struct About {
    /// Unique name of the operation.
    pub id: &'static str,
    /// One sentence, in English.
    pub summary: &'static str,
    /// The body that goes in.
    pub input: Option<fn() -> Schema>,
    /// The body that comes out.
    pub output: fn() -> Schema,
}

/// One door.
#[derive(Clone, Copy, Debug)]
pub struct Door {
    /// Its path, with `{name}` for what varies.
    pub path: &'static str,
    /// Its method.
    pub method: Method,
    /// Who may pass.
    pub access: Access,
    /// Whom it is for.
    pub kind: DoorKind,
}

/// The doors of one block.
#[derive(Default)]
pub struct Routes {
    pub(crate) router: Router<Arc<Site>>,
    pub(crate) doors: Vec<Door>,
}

impl Routes {
    /// A page to read.
    pub fn get<H: Handler<T, Arc<Site>>, T: 'static>(
        self,
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self {
        self.at(Door { path, method: Method::Get, access, kind: DoorKind::Page }, routing::get(handler))
    }

    /// A form to post; the handler takes [`crate::Posted`], which checks that it came from our page.
    pub fn post<H: Handler<T, Arc<Site>>, T: 'static>(
        self,
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self {
        self.at(Door { path, method: Method::Post, access, kind: DoorKind::Page }, routing::post(handler))
    }

    /// A machine door to read.
    pub fn api_get<H: Handler<T, Arc<Site>>, T: 'static>(
        self,
        path: &'static str,
        access: Access,
        about: About,
        handler: H,
    ) -> Self {
        self.at(Door { path, method: Method::Get, access, kind: DoorKind::Api(about) }, routing::get(handler))
    }

    /// A machine door that changes something; it takes JSON, so a form on a foreign page cannot reach it.
    pub fn api_post<H: Handler<T, Arc<Site>>, T: 'static>(
        self,
        path: &'static str,
        access: Access,
        about: About,
        handler: H,
    ) -> Self {
        self.at(
            Door { path, method: Method::Post, access, kind: DoorKind::Api(about) },
            routing::post(handler),
        )
    }

    /// A file of a fixed format.
    pub fn file<H: Handler<T, Arc<Site>>, T: 'static>(
        self,
        path: &'static str,
        access: Access,
        handler: H,
    ) -> Self {
        self.at(Door { path, method: Method::Get, access, kind: DoorKind::File }, routing::get(handler))
    }

    /// Every door, for tests, OpenAPI and the site map.
    pub fn doors(&self) -> &[Door] {
        &self.doors
    }

    /// Adds another block's doors.
    #[must_use]
    pub fn merge(mut self, other: Routes) -> Self {
        self.router = self.router.merge(other.router);
        self.doors.extend(other.doors);
        self
    }

    fn at(mut self, door: Door, handler: MethodRouter<Arc<Site>>) -> Self {
        let guarded =
            handler.layer(from_fn(move |request: Request, next: Next| guard::pass(door, request, next)));
        self.router = self.router.route(door.path, guarded);
        self.doors.push(door);
        self
    }
}
