// Package registry is what a workflow engine sees of its connectors: one [Registry] that lists every operation with its forms
// ([Registry.Manifest]), tests a credential ([Registry.Check]) and runs operations with JSON in and JSON out
// ([Registry.Invoke], [Registry.Stream], [Registry.InvokeBatch]). It knows nothing of any vendor.
//
// A connector's author declares an operation as a [Spec], a typed input, a typed output and one function ([NewAction],
// [NewLookup], [NewListAction]) and puts the operations together with [NewConnector]. Schemas, validation, conversion of form
// values and failures follow from the types. Beside its single form an operation may declare how it works on many inputs at once
// ([Action.InBulk]); without that, [Registry.InvokeBatch] runs them one by one, several at a time. An operation whose effect follows from its
// input tells it ([Action.WithEffectOf]). [Narrow] makes a connector read-only, or leaves only operations of a list. The struct tags that an input understands:
//
//	json:"first_name,omitzero"                  the name as the engine writes it
//	jsonschema:"title=First name,maxLength=100" title, example, default and the limits of JSON Schema
//	jsonschema_description:"…"                  one plain sentence
//	required:"true"                             must be given; on an embedded struct, required:"email,phone" names its fields
//	omit:"id"                                   on an embedded struct: these fields of it are not part of the input
//	clear:"null"                                null is allowed and sent as null; clear:"text" sends "", clear:"list" sends []
//	blank:"refuse"                              "" or [] is a fault instead of being dropped; the default for [value.List]
//	secret:"true"                               never shown, never echoed in a fault
//	options:"category"                          the name of a dynamic drop-down; depends_on:"tree_id" names what it needs
//
// A struct of an input with a method ReadOnly() map[string]string tells which fields only the vendor sets, each with a sentence on why and what to
// do instead: they are refused with it.
//
// A field named additional_fields, a map of json.RawMessage, takes what the vendor has and the form lacks; names that the form has
// itself are refused there.
//
// A default is shown in the form and never sent on its own: the operation applies it.
package registry
