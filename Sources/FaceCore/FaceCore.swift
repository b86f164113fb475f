// FaceCore
